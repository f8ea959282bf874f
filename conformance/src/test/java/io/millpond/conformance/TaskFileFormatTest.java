package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.AGENT_LOGS;
import static io.millpond.conformance.GeneratedAgent.FIVE;
import static io.millpond.conformance.GeneratedAgent.RUN;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The formats of task files: §3.2, the negotiation of §0.3 as decided, and bounds of §6.3. */
class TaskFileFormatTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final String TEXT = "text/plain;charset=utf-8";
  private static final List<String> LINES = FIVE.lines().toList();

  static Stream<Case> negotiation() {
    return Stream.of(
        negotiated("text/plain", TEXT),
        negotiated("text/html", TEXT),
        negotiated("*/*", TEXT),
        negotiated("", TEXT),
        negotiated("image/png", TEXT),
        negotiated("text/*", TEXT),
        negotiated("no-media-type", TEXT),
        negotiated("application/json", "application/json"),
        negotiated("APPLICATION/JSON", "application/json"),
        negotiated("application/json, */*;q=0.1", "application/json"),
        negotiated("text/plain;q=0.5, application/json", "application/json"),
        negotiated("application/json;q=0.5, text/plain", TEXT),
        negotiated("application/json;q=0, text/plain;q=0.1", TEXT),
        negotiated("text/event-stream;q=0.1, text/plain", TEXT),
        negotiated("text/event-stream;q=0", TEXT),
        negotiated("application/json;charset=utf-8", "application/json"),
        Case.get("no Accept", SANDBOX + "/five").status(200).type(TEXT));
  }

  private static Case negotiated(String accept, String type) {
    return Case.get("Accept: " + accept, SANDBOX + "/five")
        .accept(accept)
        .status(200)
        .expect("Content-Type " + type, r -> r.contentType().startsWith(type));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("negotiation")
  void answers(Case row) {
    row.run(SERVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/event-stream",
        "text/plain;q=0.5, text/event-stream",
        "Text/Event-Stream",
        "text/event-stream;q=0.9, */*;q=0.1"
      })
  void streams(String accept) throws Exception {
    try (RawConnection connection = RawConnection.open(SERVER.base())) {
      connection.send(
          RawConnection.request("GET", SANDBOX + "/five", List.of("Accept: " + accept)));
      RawConnection.Head head = connection.receiveHead("GET");
      assertThat(head.headers().get("content-type")).asString().contains("text/event-stream");
    }
  }

  @Test
  void streamHeaders() {
    try (Follower follower = Follower.open(SERVER.base(), SANDBOX + "/five")) {
      var headers = follower.head().headers();
      assertThat(headers.get("cache-control")).asString().contains("no-cache");
      assertThat(headers.get("x-accel-buffering")).containsExactly("no");
      assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
      assertThat(headers).containsKey("x-request-id").doesNotContainKey("content-length");
      assertThat(headers).doesNotContainKey("access-control-allow-origin");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SANDBOX, AGENT_LOGS + RUN})
  void eventsCarryTheFields(String sandbox) {
    String target = sandbox + "/five";
    try (Follower follower = Follower.open(SERVER.base(), target)) {
      List<SseEvent> events = follower.awaitEvents(5);
      follower.assertOrderly();
      assertThat(follower.messages()).isEqualTo(LINES);
      long[] newlines = {3, 7, 13, 18, 23};
      for (int i = 0; i < newlines.length; i++) {
        assertThat(events.get(i).idOrEmpty()).matches(newlines[i] + "-[A-Za-z0-9._-]+");
        JsonNode json = events.get(i).json();
        assertThat(Json.keys(json.get("fields")))
            .containsExactly(
                "AGENT_ID", "CONTAINER_ID", "EXECUTOR_ID", "FILE", "FRAMEWORK_ID", "MESSAGE");
        assertThat(json.get("fields").get("AGENT_ID").asString()).isEqualTo(GeneratedAgent.AGENT);
        assertThat(json.get("fields").get("CONTAINER_ID").asString())
            .isEqualTo(GeneratedAgent.CONTAINER);
        assertThat(json.get("fields").get("EXECUTOR_ID").asString()).isEqualTo(GeneratedAgent.TASK);
        assertThat(json.get("fields").get("FILE").asString()).isEqualTo("five");
        assertThat(json.get("fields").get("FRAMEWORK_ID").asString())
            .isEqualTo(GeneratedAgent.FRAMEWORK);
        assertThat(json.get("realtime_timestamp").isIntegralNumber()).isTrue();
      }
    }
  }

  @ParameterizedTest(name = "SSE {0} {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cursor=END&skip=-2 | | four five",
        "cursor=10          | | ree four five",
        "skip=3             | | four five",
        "limit=2            | | one two",
        "skip=1&limit=2     | | two three",
        "cursor=END&skip=-1 | 7 | three four five",
        "cursor=END&limit=1 | 7 | three",
        "filter=MESSAGE:o   | | one two four"
      })
  void streamsHonourTheParameters(String query, @Nullable String lastEventId, String messages) {
    String[] headers =
        lastEventId == null ? new String[0] : new String[] {"Last-Event-ID: " + lastEventId};
    try (Follower follower = Follower.open(SERVER.base(), SANDBOX + "/five?" + query, headers)) {
      List<String> expected = List.of(messages.split(" ", -1));
      follower.awaitEvents(expected.size());
      assertThat(follower.messages()).isEqualTo(expected);
      follower.assertOrderly();
    }
  }

  @Test
  void everyIdResumesAtTheNextLine() {
    List<SseEvent> events;
    try (Follower follower = Follower.open(SERVER.base(), SANDBOX + "/five")) {
      events = follower.awaitEvents(5);
    }
    for (int i = 0; i < 4; i++) {
      String id = "Last-Event-ID: " + events.get(i).idOrEmpty();
      try (Follower resumed =
          Follower.open(SERVER.base(), SANDBOX + "/five?cursor=END&skip=-5", id)) {
        resumed.awaitEvents(4 - i);
        assertThat(resumed.messages()).as(id).isEqualTo(LINES.subList(i + 1, 5));
        assertThat(resumed.losses()).isEmpty();
      }
    }
  }

  @Test
  void aLongLineComesInPiecesBelow64KiB() {
    try (Follower follower = Follower.open(SERVER.base(), SANDBOX + "/long")) {
      follower.awaitMessage("after");
      follower.assertOrderly();
      List<SseEvent> pieces = follower.events().subList(1, follower.events().size() - 1);
      assertThat(pieces).hasSizeGreaterThan(3);
      assertThat(String.join("", pieces.stream().map(SseEvent::message).toList()))
          .isEqualTo("L".repeat(200 * 1024));
      assertThat(pieces.subList(0, pieces.size() - 1)).allMatch(SseEvent::partial);
      assertThat(pieces.getLast().partial()).isFalse();
      assertThat(pieces.stream().map(SseEvent::idOrEmpty)).doesNotHaveDuplicates();
      String id = pieces.getFirst().idOrEmpty();
      try (Follower resumed =
          Follower.open(SERVER.base(), SANDBOX + "/long", "Last-Event-ID: " + id)) {
        resumed.awaitMessage("after");
        assertThat(resumed.messages())
            .isEqualTo(follower.messages().subList(2, follower.messages().size()));
      }
    }
  }

  @Test
  void bytesThatAreNoTextAreReplaced() {
    try (Follower follower = Follower.open(SERVER.base(), SANDBOX + "/bytes")) {
      follower.awaitEvents(4);
      follower.assertOrderly();
      String line = new String(GeneratedAgent.bytes(), 0, 255, StandardCharsets.ISO_8859_1);
      assertThat(follower.messages().getFirst())
          .contains("\uFFFD")
          .endsWith(line.substring(128))
          .doesNotContain("\u00ff");
    }
  }

  @Test
  void jsonLines() {
    RawResponse answer = SERVER.get(SANDBOX + "/five?skip=1&limit=2", "Accept: application/json");
    List<JsonNode> rows = Json.lines(answer.text());
    assertThat(rows).as(answer.toString()).hasSize(2);
    assertThat(rows.stream().map(row -> row.get("offset").asLong())).containsExactly(7L, 13L);
    assertThat(rows.stream().map(row -> row.get("fields").get("MESSAGE").asString()))
        .containsExactly("two", "three");
    assertThat(Json.keys(rows.getFirst())).startsWith("fields", "offset");
    assertThat(Json.keys(rows.getFirst().get("fields")))
        .containsExactly(
            "AGENT_ID", "CONTAINER_ID", "EXECUTOR_ID", "FILE", "FRAMEWORK_ID", "MESSAGE");
  }

  @Test
  void jsonEscapesMarkup() {
    String text = SERVER.get(SANDBOX + "/page.html", "Accept: application/json").text();
    assertThat(text).contains("\\u003chtml\\u003e").doesNotContain("<", ">");
    String bytes = SERVER.get(SANDBOX + "/bytes", "Accept: application/json").text();
    assertThat(Json.lines(bytes)).hasSize(4);
  }
}
