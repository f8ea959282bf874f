package io.millpond.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DerivedTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  private final Derived<List<String>> value = new Derived<>(Duration.ofSeconds(10));

  private List<String> at(long second, Object... sources) throws IOException {
    return value.of(NOW.plusSeconds(second), ArrayList::new, sources);
  }

  @Test
  void isMadeAnewWhereASourceIsAnotherObject() throws IOException {
    Object one = new ArrayList<>();
    Object equal = new ArrayList<>();
    List<String> first = at(0, one, one);
    assertThat(at(0, one, one)).isSameAs(first);
    assertThat(at(9, one, one)).isSameAs(first);
    assertThat(at(9, one, equal)).isNotSameAs(first);
    assertThat(at(9, one)).isNotSameAs(first);
  }

  @Test
  void isMadeAnewWhereItIsOld() throws IOException {
    Object one = new ArrayList<>();
    List<String> first = at(0, one);
    List<String> second = at(10, one);
    assertThat(second).isNotSameAs(first);
    assertThat(at(19, one)).isSameAs(second);
  }
}
