package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalFilterTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "bad-field", "lower", "1ST", "A=B", "A B"})
  void whatIsNoFieldNameIsRefused(String name) {
    assertThat(JournalFilter.isFieldName(name)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> JournalFilter.match(name, "x"));
  }

  @Test
  void namesMayBeSixtyFourLong() {
    assertThat(JournalFilter.isFieldName("_" + "A".repeat(63))).isTrue();
    assertThat(JournalFilter.isFieldName("_" + "A".repeat(64))).isFalse();
  }

  @Test
  void sizeAndDepthAreBounded() {
    JournalFilter one = JournalFilter.match("A", "1");
    List<JournalFilter> many = Collections.nCopies(Limits.MAX_FILTER_TERMS, one);
    assertThatIllegalArgumentException().isThrownBy(() -> JournalFilter.ofMatches(many));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> {
          JournalFilter deep = one;
          for (int i = 0; i <= Limits.MAX_FILTER_DEPTH; i++) {
            deep = JournalFilter.and(deep, one);
          }
        });
  }

  @Test
  void onlyMatchesAreGrouped() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JournalFilter.ofMatches(List.of(JournalFilter.all())));
  }
}
