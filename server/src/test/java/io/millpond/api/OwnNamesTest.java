package io.millpond.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnNamesTest {
  private final OwnNames names = new OwnNames(Set.of("Logs.Example.com", "10.0.0.1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost",
        "127.0.0.1",
        "127.9.9.9",
        "[::1]",
        "::1",
        "logs.example.com",
        "LOGS.example.com",
        "10.0.0.1"
      })
  void own(String host) {
    assertThat(names.has(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.2",
        "0.0.0.0",
        "[::]",
        "logs.example.com.",
        "example.com"
      })
  void others(String host) {
    assertThat(names.has(host)).isFalse();
  }
}
