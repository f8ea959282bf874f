package io.millpond.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*, app-1, true",
    "app-1, app-1, true",
    "app-1, app-12, false",
    "app-1, App-1, false",
    "app-?, app-1, true",
    "app-?, app-, false",
    "app-*, app-, true",
    "*-0001, application_17_0001, false",
    "*_0001, application_17_0001, true",
    "a*b*c, aXbbbYc, true",
    "a*b*c, acb, false",
    "app.1, app-1, false",
    "[a]*, a, false",
  })
  void aGlobMatchesAllOfAnId(String pattern, String id, boolean expected) {
    assertThat(new IdPattern(pattern).matches(id)).isEqualTo(expected);
  }

  @Test
  void itMatchesWhatTheSameRegularExpressionDoes() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      String pattern = any(random, "ab*?", 8);
      String id = any(random, "ab", 8);
      String regex = pattern.replace("*", ".*").replace("?", ".");
      assertThat(new IdPattern(pattern).matches(id))
          .as("%s of %s", pattern, id)
          .isEqualTo(Pattern.matches(regex, id));
    }
  }

  private static String any(Random random, String alphabet, int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most);
    while (text.length() < length) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void onlyAnIdWithoutWildcardsIsExact() {
    assertThat(new IdPattern("app-1").isExact()).isTrue();
    assertThat(new IdPattern("app-?").isExact()).isFalse();
    assertThat(new IdPattern("*").isExact()).isFalse();
  }
}
