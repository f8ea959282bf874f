package io.millpond.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnNamesTest {
  private final OwnNames names =
      new OwnNames(Set.of("Logs.Example.com", "10.0.0.1", "2001:db8::1"), true);

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
        "10.0.0.1",
        "[2001:db8:0::1]"
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logs.example.com",
        "LOGS.example.com:8642",
        "10.0.0.1:1",
        "[2001:db8::1]",
        "[2001:DB8:0::1]:443",
        "localhost",
        "127.0.0.1:8642",
        "[::1]:8642"
      })
  void signedForIt(String host) {
    assertThat(names.isSignedFor(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "0.0.0.0",
        "evil.example",
        "evil.example:80:logs.example.com",
        "logs.example.com:80:80",
        "logs.example.com, evil.example",
        "logs.example.com@evil.example",
        "[2001:db8::2]:443"
      })
  void signedForOthers(String host) {
    assertThat(names.isSignedFor(host)).isFalse();
  }

  /** A proxy before it may be called anything. */
  @Test
  void whereNothingSaysWhatItIsCalledItMayBeCalledAnything() {
    OwnNames listening = new OwnNames(Set.of("10.0.0.1"), false);
    assertThat(listening.isSignedFor("logs.example.com:443")).isTrue();
    assertThat(listening.has("logs.example.com")).isFalse();
  }
}
