package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Limits;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken from an event, and what is not. */
class EventParserTest {
  private static Optional<LogEvent> parse(LogEvent.Kind kind, String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return EventParser.parse(kind, bytes, 0, bytes.length);
  }

  private static LogEvent.Start start(String members) {
    return (LogEvent.Start)
        parse(LogEvent.Kind.START, "{\"App ID\":\"a\"," + members + "}").orElseThrow();
  }

  @Test
  void aStartNeedsAnIdAndNothingElse() {
    assertThat(start("\"x\":[{}]").time()).isEmpty();
    assertThat(start("\"User\":7,\"App Name\":null,\"Timestamp\":\"1\"").user()).isEmpty();
    assertThat(parse(LogEvent.Kind.START, "{\"App Name\":\"n\"}")).isEmpty();
    assertThat(parse(LogEvent.Kind.START, "{\"App ID\":\"\"}")).isEmpty();
    assertThat(parse(LogEvent.Kind.START, "{\"App ID\":\"a\"")).isEmpty();
    assertThat(parse(LogEvent.Kind.START, "[]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "1.5", "\"x\"", "99999999999999999999", "253402300800000", "null"})
  void timesBeyondReasonAreNone(String time) {
    assertThat(parse(LogEvent.Kind.END, "{\"Timestamp\":" + time + "}"))
        .satisfiesAnyOf(
            event -> assertThat(event).isEmpty(),
            event -> assertThat(((LogEvent.End) event.orElseThrow()).time()).isEmpty());
  }

  @Test
  void attemptsAreNumbersFromOne() {
    assertThat(start("\"App Attempt ID\":\"2\"").attempt()).hasValue(2);
    assertThat(start("\"App Attempt ID\":\"0\"").attempt()).isEmpty();
    assertThat(start("\"App Attempt ID\":\"-1\"").attempt()).isEmpty();
    assertThat(start("\"App Attempt ID\":\"9999999999\"").attempt()).isEmpty();
    assertThat(start("\"App Attempt ID\":\"x\"").attempt()).isEmpty();
  }

  @Test
  void aDriverIsWhereItsNodeOrItsLogsAre() {
    assertThat(start("\"Driver Logs\":{},\"Driver Attributes\":{}").driver()).isEmpty();
    assertThat(start("\"Driver Attributes\":{\"NM_HOST\":\"h\"}").driver().orElseThrow().host())
        .isEqualTo("h");
    assertThat(
            start("\"Driver Logs\":{\"stdout\":\"http://w:8081/logPage/\"}")
                .driver()
                .orElseThrow()
                .host())
        .isEqualTo("w");
    assertThat(start("\"Driver Logs\":{\"stdout\":\"::\"}").driver().orElseThrow().host())
        .isEmpty();
  }

  @Test
  void onlyMillpondsPropertiesAreKept() {
    String line =
        Logs.environment(
            "\"spark.a\":\"b\",\"spark.millpond.itemId\":\"i\",\"spark.millpond.n\":1");
    LogEvent event = parse(LogEvent.Kind.ENVIRONMENT, line).orElseThrow();
    assertThat(((LogEvent.Environment) event).properties())
        .containsOnly(java.util.Map.entry("spark.millpond.itemId", "i"));
  }

  @Test
  void anEnvironmentMayBeCutOffAfterItsProperties() {
    String line = Logs.environment("\"spark.millpond.itemId\":\"i\"");
    int after = line.indexOf("}", line.indexOf("itemId")) + 1;
    assertThat(parse(LogEvent.Kind.ENVIRONMENT, line.substring(0, after))).isPresent();
    assertThat(parse(LogEvent.Kind.ENVIRONMENT, line.substring(0, after - 1))).isEmpty();
  }

  @Test
  void textsAndMembersAreBounded() {
    String longest = "x".repeat(Limits.MAX_EVENT_TEXT_CHARS);
    assertThat(start("\"App Name\":\"" + longest + "\"").name()).isEqualTo(longest);
    assertThat(start("\"App Name\":\"" + longest + "y\"").name()).isEmpty();
    StringBuilder members = new StringBuilder("\"k\":\"v\"");
    for (int i = 0; i < 100; i++) {
      members.append(",\"k").append(i).append("\":\"v\"");
    }
    assertThat(start("\"Driver Attributes\":{" + members + "}").driver().orElseThrow().attributes())
        .hasSize(Limits.MAX_EVENT_MEMBERS);
  }

  @Test
  void deepNestingIsDamage() {
    String deep = "[".repeat(100_000);
    assertThat(parse(LogEvent.Kind.START, "{\"App ID\":\"a\",\"x\":" + deep)).isEmpty();
    assertThat(parse(LogEvent.Kind.EXECUTOR, "{\"Executor ID\":\"a\",\"x\":" + deep)).isEmpty();
  }

  @Test
  void theEndMayHaveAnExitCode() {
    LogEvent.End end = (LogEvent.End) parse(LogEvent.Kind.END, Logs.end(5, -1)).orElseThrow();
    assertThat(end.time()).contains(Instant.ofEpochMilli(5));
    assertThat(end.exitCode()).hasValue(-1);
  }
}
