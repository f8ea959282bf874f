package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Component logs over the journal of 34 entries: §2.2 and §3.1. */
class ComponentTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(ComponentTest::prepare);

  private static final String COMPONENT = LOGS + "/component";
  private static final int LAST = 34;
  private static JournalFixture journal = new JournalFixture(List.of());

  private static String prepare(Path directory) throws IOException {
    Path fixture = Fixtures.unpack("journal-small", directory);
    return Configs.node(directory, "agent-1", "agent", List.of(fixture.resolve("offline")));
  }

  @BeforeAll
  static void readExpectations() throws IOException {
    journal =
        JournalFixture.read(SERVER.directory().resolve("journal-small/expected/json--all.jsonl"));
  }

  /** Rows of a table: a query in which C5 stands for the cursor of entry 5, and entry numbers. */
  @ParameterizedTest(name = "§2.2 {0} -> {1}")
  @CsvSource({
    "'', 1-34",
    "cursor=BEG, 1-34",
    "cursor=, 1-34",
    "skip=0, 1-34",
    "skip=1, 1-34",
    "skip=2, 2-34",
    "skip=34, 34",
    "skip=1000, 34",
    "skip=-1, 34",
    "skip=-2, 33-34",
    "skip=-1000, 1-34",
    "cursor=END, 34",
    "cursor=END&skip=-3, 32-34",
    "cursor=END&skip=2, 34",
    "cursor=BEG&skip=-1, 34",
    "cursor=C5, 6-34",
    "cursor=C5&skip=1, 6-34",
    "cursor=C5&skip=2, 7-34",
    "cursor=C5&skip=-1, 4-34",
    "cursor=C5&skip=-2, 3-34",
    "cursor=C5&skip=-100, 1-34",
    "cursor=C33, 34",
    "limit=3, 1-3",
    "limit=0, 1-34",
    "limit=100, 1-34",
    "skip=2&limit=1, 2",
    "skip=-5&limit=2, 30-31",
    "skip=-10&limit=10, 25-34",
    "cursor=C5&limit=2, 6-7",
    "filter=n:5&filter=n:6, 5-6",
    "filter=n:5&filter=priority:5, 5",
    "cursor=C5&filter=n:7, 7",
    "filter=N:5, 5",
    "filter=MESSAGE:entry%205, 5",
    "filter=MESSAGE:entry+5, 5",
    "filter=n:6&filter=n:5&limit=1, 5",
    "filter=_PID:1, 31",
    "filter=, 1-34",
    "filter=n:33&skip=-5, 33",
    "limit=1&limit=3, 1",
    "limit=1&nonsense=7, 1"
  })
  void positions(String query, String numbers) {
    RawResponse answer = SERVER.get(target("", query), "Accept: application/json");
    assertThat(answer.status()).as(query + " -> " + answer).isEqualTo(200);
    assertThat(numbers(answer)).as(query).isEqualTo(range(numbers));
    RawResponse text = SERVER.get(target("", query));
    assertThat(text.latin1()).as(query + " as text").isEqualTo(text(range(numbers)));
  }

  @ParameterizedTest(name = "§2.2 Last-Event-ID {0} and {1} -> {2}")
  @CsvSource({
    "C5, '', 6-34",
    "C5, skip=-3, 6-34",
    "C5, cursor=END&skip=-10, 6-34",
    "C5, cursor=C20, 6-34",
    "C5, limit=2, 6-7",
    "C33, skip=-10, 34"
  })
  void resumes(String lastEventId, String query, String numbers) {
    String header = "Last-Event-ID: " + cursors(lastEventId);
    RawResponse answer = SERVER.get(target("", query), header, "Accept: application/json");
    assertThat(numbers(answer)).as(answer.toString()).isEqualTo(range(numbers));
  }

  @ParameterizedTest(name = "§2.2 component {0} {1} -> {2}")
  @CsvSource({
    "dcos-mesos-master.service, '', 3 6 9 12 15 18 21 24 27 30 31",
    "dcos-mesos-master.service, skip=-2, 30-31",
    "dcos-mesos-master.service, filter=n:3, 3",
    "dcos-mesos-master.service, filter=n:3&filter=n:4, 3",
    "dcos-mesos-master.service, filter=n:31, 31",
    "dcos-mesos-master.service, cursor=C28, 30-31",
    "dcos-mesos%2Dmaster.service, limit=1, 3",
    "x.service, '', 32-34",
    "init.scope, '', 31"
  })
  void components(String name, String query, String numbers) {
    RawResponse answer = SERVER.get(target("/" + name, query), "Accept: application/json");
    assertThat(numbers(answer)).as(answer.toString()).isEqualTo(range(numbers));
  }

  static Stream<Case> nothing() {
    return Stream.of(
            "?filter=n:5&filter=priority:1",
            "?filter=n:99",
            "?filter=MESSAGE:a:b:c",
            "?filter=UNKNOWN_FIELD:1",
            "/dcos-mesos-master",
            "/dcos-mesos-master.service?filter=n:4",
            "/DCOS-mesos-master.service",
            "/no-such.service",
            "/a%2Fb",
            "?cursor=C34")
        .flatMap(tail ->
            Stream.of("text/plain", "application/json")
                .map(accept ->
                    row("204 " + tail + " as " + accept, tail)
                        .accept(accept)
                        .status(204)
                        .body("")));
  }

  static Stream<Case> badInput() {
    String valid = "s=e7fe8c1dd6e84d45830e4d08ef9e6e99;i=5;b=2c357020b6e54863a5ac9dee71d5872c";
    return Stream.concat(
        Stream.of(
                "abc",
                "end",
                valid,
                valid + ";m=1;t=1",
                valid + ";m=1;t=1;x=1;y=1",
                valid + ";m=1;t=1;x=nothex",
                valid + ";m=1;t=1;x=",
                valid + ";t=1;m=1;x=1",
                valid + ";m=1;t=1;z=1",
                valid.replace("i=5", "i=10000000000000000") + ";m=1;t=1;x=1",
                valid.replace("s=e", "s=eeeee") + ";m=1;t=1;x=1",
                valid.replace("s=", "q=") + ";m=1;t=1;x=1",
                ";;;;;")
            .flatMap(cursor ->
                Stream.of(
                    row("bad cursor " + cursor, "?cursor=" + encode(cursor))
                        .error(400)
                        .bodyMatches("(?i).*cursor.*"),
                    row("bad Last-Event-ID " + cursor, "")
                        .header("Last-Event-ID: " + cursor)
                        .error(400))),
        Stream.of(
            row("bad escape inside", "?cursor=%25zz").error(400),
            row("bad escape", "?cursor=%zz").error(400),
            row("skip", "?skip=x").error(400).bodyMatches("unable to parse skip parameter.*"),
            row("skip too large", "?skip=99999999999999999999").error(400),
            row("limit", "?limit=x").error(400).bodyMatches("unable to parse limit parameter.*"),
            row("limit negative", "?limit=-1")
                .error(400)
                .bodyMatches("unable to parse limit parameter.*"),
            row("filter without value", "?filter=a").error(400),
            row("filter without key", "?filter=:x").error(400),
            row("filter with a bad field name", "?filter=bad-field:x").error(400),
            row("filter with a blank in the name", "?filter=a%20b:x").error(400),
            row("filter with a leading digit", "?filter=1A:x").error(400),
            row("filter beside a good one", "?filter=n:5&filter=bad-field:x").error(400),
            row("filter name too long", "?filter=" + "A".repeat(65) + ":x").error(400),
            row("filter on a component", "/x.service?filter=nocolon").error(400)));
  }

  private static Case row(String what, String tail) {
    return Case.get("§2.2 " + what, COMPONENT + cursors(tail));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"nothing", "badInput"})
  void answers(Case row) {
    row.run(SERVER);
  }

  @Test
  void cursorsMayBeEncodedOnceTwiceOrNotAtAll() {
    String cursor = journal.cursor(5);
    for (String spelled : List.of(cursor, encode(cursor), encode(encode(cursor)))) {
      RawResponse answer =
          SERVER.get(COMPONENT + "?cursor=" + spelled + "&limit=1", "Accept: application/json");
      assertThat(numbers(answer)).as(spelled + " -> " + answer).containsExactly(6);
    }
  }

  @Test
  void aVanishedCursorReadsFromTheNearestLaterEntry() {
    String vanished =
        "s=00000000000000000000000000000000;i=5;b=2c357020b6e54863a5ac9dee71d5872c;m=%x;t=%x;x=1"
            .formatted(6_500_000L, 1_600_000_005_500_000L);
    RawResponse answer =
        SERVER.get(COMPONENT + "?limit=1&cursor=" + encode(vanished), "Accept: application/json");
    assertThat(numbers(answer)).as(answer.toString()).containsExactly(6);
  }

  @Test
  void jsonLinesAreExact() {
    RawResponse answer = SERVER.get(COMPONENT, "Accept: application/json");
    assertThat(answer.contentType()).startsWith("application/json");
    List<String> lines = answer.text().lines().toList();
    assertThat(lines).hasSize(LAST);
    for (int number = 1; number < LAST; number++) {
      assertThat(lines.get(number - 1)).isEqualTo(journal.json(number));
    }
    assertThat(Json.parse(lines.getLast())).isEqualTo(Json.parse(journal.json(LAST)));
  }

  @Test
  void textHeaders() {
    Case.get("§3.1 headers", COMPONENT)
        .status(200)
        .type("text/plain;charset=utf-8")
        .headerMatches("Cache-Control", ".*no-cache.*")
        .bodyMatches("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d: .*\n)+")
        .run(SERVER);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, text/plain",
    "*/*, text/plain",
    "image/png, text/plain",
    "'application/json;q=0.4, text/plain;q=0.6', text/plain",
    "'text/plain;q=0.4, application/json;q=0.6', application/json",
    "'application/json, text/event-stream;q=0.9', application/json"
  })
  void negotiates(String accept, String type) {
    assertThat(SERVER.get(COMPONENT + "?limit=1", "Accept: " + accept).contentType())
        .startsWith(type);
  }

  @Test
  void eventsAreTheJsonLinesWithTheCursorAsId() {
    try (Follower follower = Follower.open(SERVER.base(), COMPONENT + "?skip=-5&limit=3")) {
      List<SseEvent> events = follower.awaitEvents(3);
      follower.assertOrderly();
      for (int i = 0; i < 3; i++) {
        assertThat(events.get(i).idOrEmpty()).isEqualTo(journal.cursor(30 + i));
        assertThat(events.get(i).data()).isEqualTo(journal.json(30 + i));
      }
      assertThat(follower.head().headers().get("cache-control")).asString().contains("no-cache");
      assertThat(follower.head().headers().get("x-accel-buffering")).containsExactly("no");
    }
  }

  @Test
  void aStreamResumesAfterItsLastId() {
    String id = "Last-Event-ID: " + journal.cursor(20);
    try (Follower follower = Follower.open(SERVER.base(), COMPONENT + "?skip=-10", id)) {
      List<SseEvent> events = follower.awaitEvents(14);
      follower.assertOrderly();
      assertThat(events.getFirst().idOrEmpty()).isEqualTo(journal.cursor(21));
      assertThat(events).hasSize(14);
    }
  }

  @Test
  void aStreamThatMatchesNothingStaysOpen() {
    try (Follower follower = Follower.open(SERVER.base(), COMPONENT + "?filter=n:99")) {
      follower.assertOrderly();
      assertThat(follower.events()).isEmpty();
    }
  }

  private static String target(String path, String query) {
    return COMPONENT + path + (query.isEmpty() ? "" : "?" + cursors(query));
  }

  /** Replaces C5 by the cursor of entry 5, percent-encoded in a query and plain in a header. */
  private static String cursors(String text) {
    return Pattern.compile("\\bC(\\d+)\\b")
        .matcher(text)
        .replaceAll(found -> {
          String cursor = journal.cursor(Integer.parseInt(found.group(1)));
          return text.contains("=") ? encode(cursor) : cursor;
        });
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<Integer> numbers(RawResponse answer) {
    return Json.lines(answer.text()).stream()
        .map(entry -> Integer.valueOf(entry.get("fields").get("N").asString()))
        .toList();
  }

  private static String text(List<Integer> numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    numbers.forEach(number -> out.writeBytes(journal.text(number, ZoneOffset.UTC)));
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  /** "3-5" or "3 6 9". */
  private static List<Integer> range(String numbers) {
    if (!numbers.contains("-")) {
      return Arrays.stream(numbers.split(" ", -1))
          .map(Integer::valueOf)
          .collect(Collectors.toList());
    }
    String[] ends = numbers.split("-", -1);
    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
        .boxed()
        .toList();
  }
}
