package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.AGENT;
import static io.millpond.conformance.GeneratedAgent.FRAMEWORK;
import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GeneratedAgent.OTHER_AGENT;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From a task to its agent route: §1.3, with the choices of the decisions. */
class DiscoveryTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final String JOB = location(AGENT, GeneratedAgent.TASK, GeneratedAgent.CONTAINER);

  private static String location(String agent, String executor, String runAndTask) {
    return "/system/v1/agent/"
        + agent
        + "/logs/v2/task/frameworks/"
        + FRAMEWORK
        + "/executors/"
        + executor
        + "/runs/"
        + runAndTask;
  }

  private static Case found(String request, String location) {
    return Case.get("§1.3 " + request, LOGS + "/task/" + request)
        .status(303)
        .headerIs("Location", location);
  }

  static Stream<Case> whichTask() {
    return Stream.of(
        found("job.1", JOB + "/stdout"),
        found("job", JOB + "/stdout"),
        found("job.10", location(AGENT, "job.10", "run-10") + "/stdout"),
        found("jobten", location(AGENT, "job.10", "run-10") + "/stdout"),
        found("b.10", location(AGENT, "job.10", "run-10") + "/stdout"),
        found("amb-1", location(AGENT, "amb-1", "run-amb-1") + "/stdout"),
        found("twin", location(AGENT, "twin.run", "run-twin") + "/stdout"),
        found("twin.done", location(AGENT, "twin.done", "run-twin-done") + "/stdout"),
        found("cut", location(AGENT, "cut", "run-cut") + "/stdout"),
        found("fin", location(AGENT, "fin.1", "run-fin") + "/stdout"),
        found("fin.", location(AGENT, "fin.1", "run-fin") + "/stdout"),
        found("custom.1", location(AGENT, "shared-executor", "run-shared") + "/stdout"),
        found("pod.one", location(AGENT, "pod-executor", "run-pod/tasks/pod.one") + "/stdout"),
        found("pod-one", location(AGENT, "pod-executor", "run-pod/tasks/pod.one") + "/stdout"),
        found("far", location(OTHER_AGENT, "far.7", "run-far") + "/stdout"),
        found("lost.1", location(OTHER_AGENT, "lost.1", "run-lost") + "/stdout"),
        Case.get("§1.3 unknown", LOGS + "/task/nobody").error(404),
        Case.get("§1.3 staging", LOGS + "/task/waiting.1").error(404),
        Case.get("§1.3 case matters", LOGS + "/task/JOB.1").error(404),
        Case.get("§1.3 encoded slash", LOGS + "/task/a%2Fb").error(404),
        ambiguous("amb", List.of("amb-1", "amb-2")),
        Case.get("§1.3 a part of a name is no match", LOGS + "/task/cutt").error(404),
        ambiguous("cut.", List.of("cut.5", "cut.6")),
        ambiguous("job.", List.of("job.1", "job.10")));
  }

  private static Case ambiguous(String request, List<String> candidates) {
    return Case.get("§1.3 ambiguous " + request, LOGS + "/task/" + request)
        .error(409)
        .expect(
            "a line each for " + candidates,
            r -> r.text().lines().map(String::strip).toList().containsAll(candidates))
        .expect("completed tasks not among them", r -> !r.text().contains("amb-old"));
  }

  static Stream<Case> tails() {
    return Stream.of(
        found("job/file/stderr", JOB + "/stderr"),
        found("job/browse", JOB + "/files/browse"),
        found("job/download", JOB + "/stdout/download"),
        found("job/file/five/download", JOB + "/five/download"),
        found(
            "pod.one/browse",
            location(AGENT, "pod-executor", "run-pod/tasks/pod.one") + "/files/browse"),
        found(
            "pod.one/file/foo/download",
            location(AGENT, "pod-executor", "run-pod/tasks/pod.one") + "/foo/download"),
        found("job?cursor=END&skip=-10", JOB + "/stdout?cursor=END&skip=-10"),
        found("job/browse?path=dir", JOB + "/files/browse?path=dir"),
        found("job/file/five?x=%20a%2fb&&y;z=1", JOB + "/five?x=%20a%2fb&&y;z=1"),
        found("job/download?a=b", JOB + "/stdout/download?a=b"),
        found("job/file/with%20space.log", JOB + "/with%20space.log"),
        found("job/file/a%3Fb", JOB + "/a%3Fb"),
        found("job/file/a%23b", JOB + "/a%23b"),
        found("job/file/dir%2Finner.log", JOB + "/dir%2Finner.log"),
        found("job/file/per%25cent", JOB + "/per%25cent"),
        found("job/file/%E2%82%AC", JOB + "/%E2%82%AC"),
        Case.get("§1.3 no line break in a header", LOGS + "/task/job/file/a%0D%0AX-Evil:%201")
            .status(303, 400, 404)
            .noHeader("x-evil"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"whichTask", "tails"})
  void answers(Case row) {
    row.run(SERVER);
  }

  /** A client that follows reads the very file that was named. */
  @ParameterizedTest
  @CsvSource({
    "job, five",
    "job/file/five, five",
    "job/file/with%20space.log, five",
    "job/file/per%25cent+plus%26amp.log, five",
    "job/file/semi%3Bcolon.log, five",
    "job/file/%C3%BCn%C3%AFcode-%E2%82%AC.log, five",
    "job/file/dir%2Finner.log, inner",
    "job/download, five",
    "job/file/dir%2Fdeeper%2Fx.txt/download, x"
  })
  void redirectLeadsToTheFile(String request, String lastLine) {
    RawResponse redirect = SERVER.get(LOGS + "/task/" + request);
    assertThat(redirect.status()).as(redirect.toString()).isEqualTo(303);
    String location = redirect.headerOrEmpty("Location");
    assertThat(URI.create(location).isAbsolute()).as(location).isFalse();
    assertThat(location).startsWith("/system/v1/agent/");
    assertThat(Pattern.matches("[\\x21-\\x7e]+", location)).as(location).isTrue();
    RawResponse answer = SERVER.get(location);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.text()).endsWith(lastLine + "\n");
    assertThat(SERVER.get(location.replaceFirst("/agent/[^/]+", "")).text())
        .as("the same below " + SANDBOX)
        .isEqualTo(answer.text());
  }
}
