package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
  private static final List<String> OFFERED =
      List.of("text/plain", "application/json", "text/event-stream");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain                                        | text/plain",
        "*/*                                               | text/plain",
        "text/html                                         | text/plain",
        "application/json                                  | application/json",
        "text/event-stream                                 | text/event-stream",
        "text/event-stream, */*                            | text/event-stream",
        "*/*, text/event-stream;q=0.999                    | text/plain",
        "text/event-stream, */*;q=0.1                      | text/event-stream",
        "TEXT/Event-Stream                                 | text/event-stream",
        "text/plain;q=0.5, application/json                | application/json",
        "text/plain;q=0.5, application/json;q=0.4          | text/plain",
        "text/plain;q=0, application/*                     | application/json",
        "application/json;charset=utf-8;q=0.9, text/*;q=.2 | application/json",
        "application/json;q=zero                           | text/plain",
        "image/png, application/xml                        | text/plain",
        ",;,                                               | text/plain",
      })
  void choosesWhatTheClientLikesBest(String header, String expected) {
    assertThat(Accept.choose(header, OFFERED)).isEqualTo(expected);
  }

  @Test
  void withoutAHeaderTheFirstOffer() {
    assertThat(Accept.choose(null, OFFERED)).isEqualTo("text/plain");
    assertThat(Accept.choose(" ", OFFERED)).isEqualTo("text/plain");
  }
}
