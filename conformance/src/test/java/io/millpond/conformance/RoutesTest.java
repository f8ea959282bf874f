package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.AGENT_LOGS;
import static io.millpond.conformance.GeneratedAgent.FIVE;
import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GeneratedAgent.OTHER_AGENT;
import static io.millpond.conformance.GeneratedAgent.RUN;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which paths exist, on which prefixes, with which methods: §1.1, §1.2 and the routes of §1.4. */
class RoutesTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  static Stream<Case> prefixes() {
    return Stream.of(
        Case.get("§1.1 own agent id", AGENT_LOGS + RUN + "/five").status(200).body(FIVE),
        Case.get("§1.1 own agent id, component", AGENT_LOGS + "/component").status(204),
        agentUnknown("nobody-S9"),
        agentUnknown(OTHER_AGENT),
        agentUnknown("0"),
        Case.get("§1.1 no agent id: a.b", "/system/v1/agent/a.b/logs/v2/component").error(404),
        Case.get("§1.1 no agent id: a/b", "/system/v1/agent/a%2Fb/logs/v2/component").error(404),
        Case.get("§1.1 no agent id", "/system/v1/agent//logs/v2/component").status(301, 400, 404),
        unmatched("/system/v1/leader/mesos/logs/v2/component"),
        Case.get("§1.1 prefix without a slash", "/system/v1/logs")
            .status(301)
            .headerMatches("Location", "(http://[^/]+)?/system/v1/logs/"));
  }

  private static Case agentUnknown(String id) {
    return Case.get("§1.1 unknown agent " + id, "/system/v1/agent/" + id + "/logs/v2/component")
        .error(404)
        .body("404 Not Found: agent `" + id + "` unknown.\n");
  }

  static Stream<Case> paths() {
    return Stream.of(
        unmatched("/"),
        unmatched("/nothing"),
        unmatched(LOGS),
        unmatched(LOGS + "/"),
        unmatched(LOGS + "/component/"),
        unmatched(LOGS + "/task/" + GeneratedAgent.TASK + "/"),
        unmatched(LOGS + "/task"),
        unmatched(LOGS + "/task/"),
        unmatched(LOGS + "/tasks"),
        unmatched(LOGS + "/Component"),
        unmatched("/System/v1/logs/v2/component"),
        unmatched(LOGS + "/fields/UNIT"),
        unmatched(LOGS + "/task/job.1/file"),
        unmatched(LOGS + "/task/job.1/files/browse"),
        unmatched(LOGS + "/task/frameworks/f/executors/e/runs"),
        unmatched(SANDBOX),
        unmatched(SANDBOX + "/"),
        unmatched(SANDBOX + "/five/"),
        unmatched(SANDBOX + "/five/download/"),
        unmatched(SANDBOX + "/five/upload"),
        unmatched(LOGS + "/stream/"),
        Case.get("§1.2 a file called tasks", SANDBOX + "/tasks").status(200).body(FIVE));
  }

  private static Case unmatched(String target) {
    return Case.get("§1.2 unmatched " + target, target).error(404).body("404 page not found\n");
  }

  static Stream<Case> methods() {
    return Stream.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
        .map(method ->
            Case.of("§1.2 " + method, method, SANDBOX + "/five")
                .header("Content-Length: 0")
                .error(404)
                .body("404 page not found\n"));
  }

  static Stream<Case> head() {
    return Stream.of(
        head(SANDBOX + "/five", 200),
        head(SANDBOX + "/five/download", 200).headerIs("Content-Length", "24"),
        head(SANDBOX + "/files/browse", 200),
        head(LOGS + "/task/job.1", 303).headerMatches("Location", "/system/.*/stdout"),
        head(LOGS + "/component", 204),
        head(SANDBOX + "/gone", 404),
        head(SANDBOX + "/five?cursor=abc", 400),
        head("/nothing", 404),
        head("/healthz", 200));
  }

  private static Case head(String target, int status) {
    return Case.of("HEAD " + target, "HEAD", target).status(status).body("");
  }

  /** Unclean paths may be refused, or redirected to the clean one below the same prefix. */
  static Stream<Case> unclean() {
    return Stream.of(
            "/system/v1/logs/v2//component?limit=1",
            "/system/v1/logs//v2/component",
            "/system/v1/logs/v2/./component",
            "/system/v1/logs/v2/x/../component",
            "/system/v1/logs/v2/x/%2e%2e/component",
            "/system/v1/logs/v2/task/..%2Fcomponent",
            SANDBOX + "/../" + GeneratedAgent.CONTAINER + "/five",
            SANDBOX + "/dir/../five",
            SANDBOX + "/%2e%2e/latest/five",
            SANDBOX + "/%2e/five",
            SANDBOX + "//five",
            "//" + SANDBOX + "/five")
        .map(target ->
            Case.get("§1.2 unclean " + target, target)
                .status(301, 400, 404)
                .headerMatches("Location", "|(http://[^/]+)?/system/v1/logs/v2/.*"));
  }

  static Stream<Case> names() {
    return Stream.of(
        Case.get("§1.4 latest", SANDBOX.replace(GeneratedAgent.CONTAINER, "latest") + "/five")
            .status(200)
            .body(FIVE),
        Case.get("sub-directory", SANDBOX + "/dir%2Finner.log").status(200).body("inner\n"),
        Case.get("sub-directory, lower case escape", SANDBOX + "/dir%2finner.log")
            .status(200)
            .body("inner\n"),
        Case.get("two levels", SANDBOX + "/dir%2Fdeeper%2Fx.txt").status(200).body("x\n"),
        Case.get("sub-directory download", SANDBOX + "/dir%2Finner.log/download")
            .status(200)
            .body("inner\n"),
        name("with%20space.log"),
        name("per%25cent%2Bplus%26amp.log"),
        name("per%25cent+plus&amp.log"),
        name("semi%3Bcolon.log"),
        name("semi;colon.log"),
        name("%C3%BCn%C3%AFcode-%E2%82%AC.log"),
        name("f%69ve"),
        Case.get("a space is no plus", SANDBOX + "/with+space.log").error(404),
        Case.get("case matters", SANDBOX + "/FIVE").error(404));
  }

  private static Case name(String encoded) {
    return Case.get("file " + encoded, SANDBOX + "/" + encoded).status(200).body(FIVE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"prefixes", "paths", "methods", "head", "unclean", "names"})
  void answers(Case row) {
    row.run(SERVER);
  }
}
