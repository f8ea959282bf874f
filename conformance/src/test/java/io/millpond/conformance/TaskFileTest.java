package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.FIVE;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Task files as text: §2.1 of the specification, every row, and the line rules of §3.2. */
class TaskFileTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final String TEXT = "text/plain;charset=utf-8";

  private static Case five(String query) {
    return Case.get("§2.1 " + query, SANDBOX + "/five" + (query.isEmpty() ? "" : "?" + query));
  }

  private static Case lines(String query, String body) {
    return five(query).status(200).type(TEXT).body(body);
  }

  private static Case nothing(String query) {
    return five(query).status(200).body("").headerIs("Content-Length", "0");
  }

  static Stream<Case> combinations() {
    return Stream.of(
        lines("", FIVE),
        lines("cursor=BEG", FIVE),
        lines("cursor=0", FIVE),
        lines("limit=0", FIVE),
        lines("limit=-3", FIVE),
        lines("skip=0", FIVE),
        lines("limit=2", "one\ntwo\n"),
        lines("limit=99", FIVE),
        lines("skip=2", "three\nfour\nfive\n"),
        lines("skip=3&limit=1", "four\n"),
        lines("cursor=7&skip=1", "four\nfive\n"),
        lines("cursor=7&skip=-1&limit=1", "two\n"),
        lines("cursor=7", "three\nfour\nfive\n"),
        lines("cursor=8", "three\nfour\nfive\n"),
        lines("cursor=10", "ree\nfour\nfive\n"),
        lines("cursor=18", "five\n"),
        nothing("cursor=23"),
        lines("limit=2&skip=1", "two\nthree\n"),
        lines("cursor=END&skip=-1", "five\n"),
        lines("cursor=END&skip=-2", "four\nfive\n"),
        lines("cursor=END&skip=-2&limit=1", "four\n"),
        lines("cursor=END&skip=-4&limit=2", "two\nthree\n"),
        lines("cursor=END&skip=-5", FIVE),
        lines("cursor=END&skip=-100", FIVE),
        nothing("cursor=END"),
        nothing("cursor=END&skip=0"),
        nothing("cursor=END&skip=2"),
        nothing("cursor=9999"),
        nothing("cursor=24"),
        nothing("skip=100"),
        nothing("skip=5"),
        lines("skip=-2", FIVE),
        lines("cursor=BEG&skip=-1", FIVE),
        lines("cursor=4&skip=-100", FIVE));
  }

  static Stream<Case> spelling() {
    return Stream.of(
        lines("limit=1&limit=3", "one\n"),
        lines("cursor=18&cursor=BEG", "five\n"),
        lines("cursor=&skip=&limit=", FIVE),
        lines("nonsense=1&read_direction=up", FIVE),
        lines("limit=%32", "one\ntwo\n"),
        lines("&&limit=2&", "one\ntwo\n"),
        lines("lim%69t=2", "one\ntwo\n"),
        lines("limit", FIVE));
  }

  static Stream<Case> resumption() {
    return Stream.of(
        lines("cursor=END&skip=-1", "three\nfour\nfive\n").header("Last-Event-ID: 7"),
        lines("cursor=BEG", "five\n").header("Last-Event-ID: 18"),
        lines("limit=2&skip=1&cursor=10", "five\n").header("Last-Event-ID: 18"),
        lines("limit=1", "three\n").header("Last-Event-ID: 7"),
        lines("", FIVE).header("Last-Event-ID: 0"),
        nothing("").header("Last-Event-ID: 23"));
  }

  static Stream<Case> badInput() {
    return Stream.of(
        bad("cursor=abc", "unable to parse cursor parameter. abc not an integer\n"),
        bad("cursor=1e3", "unable to parse cursor parameter. 1e3 not an integer\n"),
        bad("cursor=end", "unable to parse cursor parameter. end not an integer\n"),
        bad("cursor=beg", "unable to parse cursor parameter. beg not an integer\n"),
        bad("skip=abc", "unable to parse skip parameter. abc not an integer\n"),
        bad("skip=1.5", "unable to parse skip parameter. 1.5 not an integer\n"),
        bad("limit=abc", "unable to parse limit parameter. abc not an integer\n"),
        bad("limit=0x10", "unable to parse limit parameter. 0x10 not an integer\n"),
        five("cursor=99999999999999999999").error(400),
        five("skip=99999999999999999999").error(400),
        five("limit=99999999999999999999").error(400),
        five("cursor=-5").error(400).bodyMatches(".*-5.*\n"),
        five("cursor=-1").error(400),
        five("")
            .header("Last-Event-ID: abc")
            .error(400)
            .body("unable to parse Last-Event-ID header. abc not an integer\n"),
        five("").header("Last-Event-ID: -5").error(400),
        five("").header("Last-Event-ID: 7-").error(400),
        five("filter=OTHER:x").error(400),
        five("filter=MESSAGE").error(400),
        five("filter=MESSAGE:o&filter=OTHER:x").error(400),
        five("filter=MESSAGE:o&".repeat(17)).error(400),
        five("limit=%zz").error(400));
  }

  private static Case bad(String query, String message) {
    return five(query).error(400).body(message);
  }

  static Stream<Case> filters() {
    return Stream.of(
        lines("filter=MESSAGE:o", "one\ntwo\nfour\n"),
        lines("filter=message:thr", "three\n"),
        lines("filter=MESSAGE:e&limit=2", "one\nthree\n"),
        lines("filter=MESSAGE:thr&filter=MESSAGE:fo", "three\nfour\n"),
        lines("filter=MESSAGE:fiv&filter=message:two&cursor=END&skip=-2", "two\nfive\n"),
        five("filter=MESSAGE:nowhere").status(200).body(""));
  }

  static Stream<Case> missing() {
    String gone = SANDBOX + "/gone";
    return Stream.of(
        Case.get("§1.4 missing", gone).error(404).body("File not found\n"),
        Case.get("§1.4 missing, skip", gone + "?skip=-2").error(404).body("File not found\n"),
        Case.get("§1.4 missing, END", gone + "?cursor=END").status(204).body(""),
        Case.get("§1.4 missing, tail", gone + "?cursor=END&skip=-10").status(204).body(""),
        Case.get("§1.4 directory", SANDBOX + "/dir").error(400),
        Case.get("§1.4 directory, END", SANDBOX + "/dir?cursor=END").error(400),
        Case.get("§1.4 missing run", SANDBOX + "x/stdout").error(404).body("File not found\n"),
        Case.get("§1.4 missing run, END", SANDBOX + "x/stdout?cursor=END").status(204).body(""),
        Case.get("link that leaves the root", SANDBOX + "/link-outside").status(400, 403, 404),
        Case.get("link to nothing", SANDBOX + "/link-dangling").status(404),
        Case.get("link to itself", SANDBOX + "/link-loop").status(400, 404),
        Case.get("link inside", SANDBOX + "/link-inside").status(200).body(FIVE));
  }

  static Stream<Case> lineRules() {
    return Stream.of(
        rule("empty", "", ""),
        rule("nlonly", "", ""),
        rule("single", "", "onlyline\n"),
        rule("nonl", "", "one\ntwo\nthree\n"),
        rule("nonl", "?cursor=END&skip=-1", "three\n"),
        rule("nonl", "?cursor=END&skip=-2", "two\nthree\n"),
        rule("nonl", "?limit=2", "one\ntwo\n"),
        rule("nonl", "?skip=2", "three\n"),
        rule("single", "?cursor=END&skip=-1", "onlyline\n"),
        rule("blank", "", "a\nb\nc\n"),
        rule("blank", "?skip=1&limit=1", "b\n"),
        rule("blank", "?cursor=END&skip=-2", "b\nc\n"),
        rule("tail-blank", "", FIVE),
        rule("tail-blank", "?cursor=END&skip=-2", "four\nfive\n"),
        rule("tail-blank", "?cursor=END&skip=-5", FIVE),
        rule("crlf", "", "a\r\nb\r\n"),
        rule("crlf", "?cursor=END&skip=-1", "b\r\n"),
        rule("old.gz", "", FIVE),
        rule("old.gz", "?skip=3&limit=1", "four\n"),
        rule("page.html", "", "<html><script>alert(1)</script></html>\nsecond\n"),
        rule("long", "", "before\n" + "L".repeat(200 * 1024) + "\nafter\n"),
        rule("long", "?cursor=END&skip=-1", "after\n"),
        rule("long", "?cursor=END&skip=-2", "L".repeat(200 * 1024) + "\nafter\n"),
        rule("big", "?cursor=END&skip=-6000", GeneratedAgent.big().substring(14_000 * 12)),
        rule("big", "?cursor=END&skip=-5461", GeneratedAgent.big().substring(14_539 * 12)),
        rule("big", "?cursor=65535&limit=2", "e-005461\nline-005462\n"),
        Case.get("§3.2 bytes as they are", SANDBOX + "/bytes")
            .status(200)
            .bodyBytes(GeneratedAgent.bytes()));
  }

  private static Case rule(String file, String query, String body) {
    Case row = Case.get("§3.2 " + file + query, SANDBOX + "/" + file + query).status(200);
    return (body.isEmpty() ? row : row.type("text/plain;charset=utf-8")).body(body);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "combinations",
    "spelling",
    "resumption",
    "badInput",
    "filters",
    "missing",
    "lineRules"
  })
  void answers(Case row) {
    row.run(SERVER);
  }
}
