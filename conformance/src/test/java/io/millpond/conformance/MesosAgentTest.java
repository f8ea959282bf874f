package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.MesosFixture.AGENT;
import static io.millpond.conformance.MesosFixture.KAFKA_RUN;
import static io.millpond.conformance.MesosFixture.MARATHON;
import static io.millpond.conformance.MesosFixture.NESTED_RUN;
import static io.millpond.conformance.MesosFixture.OLD;
import static io.millpond.conformance.MesosFixture.OTHER_AGENT;
import static io.millpond.conformance.MesosFixture.POD;
import static io.millpond.conformance.MesosFixture.POD_RUN;
import static io.millpond.conformance.MesosFixture.POD_TASK;
import static io.millpond.conformance.MesosFixture.SERVICES;
import static io.millpond.conformance.MesosFixture.WEB;
import static io.millpond.conformance.MesosFixture.WEB_OLD_RUN;
import static io.millpond.conformance.MesosFixture.WEB_RUN;
import static io.millpond.conformance.MesosFixture.run;
import static io.millpond.conformance.MesosFixture.webRun;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The four shapes of a sandbox (§1.3) and the odd files of the shared Mesos agent. */
class MesosAgentTest {
  @RegisterExtension static final MillpondServer SERVER = new MillpondServer(MesosFixture::prepare);

  private static final String FRONT = POD_TASK + "front";
  private static final String SIDE = POD_TASK + "side";

  private static Case found(String request, String agent, String tail) {
    return Case.get("§1.3 " + request, LOGS + "/task/" + request)
        .status(303)
        .headerIs("Location", "/system/v1/agent/" + agent + "/logs/v2" + tail);
  }

  static Stream<Case> discovery() {
    return Stream.of(
        found(WEB, AGENT, webRun() + "/stdout"),
        found("web", AGENT, webRun() + "/stdout"),
        found("c1f5ae3f", AGENT, webRun() + "/stdout"),
        found("front", AGENT, run(MARATHON, POD, POD_RUN) + "/tasks/" + FRONT + "/stdout"),
        found(SIDE, AGENT, run(MARATHON, POD, POD_RUN) + "/tasks/" + SIDE + "/stdout"),
        found("kafka-0-broker", AGENT, run(SERVICES, "kafka__exec-0c2d", KAFKA_RUN) + "/stdout"),
        found(
            "nested",
            AGENT,
            run(SERVICES, "nested-exec-77aa", NESTED_RUN) + "/tasks/nested.task-1/stdout"),
        found(
            "foo", AGENT, run(MARATHON, "foo", "acbd18db-4cc2-485c-8def-654fccc4a4d8") + "/stdout"),
        found(
            "foobar",
            AGENT,
            run(MARATHON, "foo-bar", "e5f9ec04-8d1d-4e19-870f-720e002f9cb1") + "/stdout"),
        found(
            "old",
            AGENT,
            run(OLD, "old.0bad0001", "149603e6-c035-4636-8a8d-a23f624db945") + "/stdout"),
        found(
            "remote.42",
            OTHER_AGENT,
            run(MARATHON, "remote.42", "2c18e486-683a-4db1-8645-ad8523223b72") + "/stdout"),
        found(
            "unreach.5",
            OTHER_AGENT,
            run(MARATHON, "unreach.5", "53a6e5f4-b143-4408-811a-27b60a64cba5") + "/stdout"),
        ambiguous("dup", "dup-123\n", "dup-345\n"),
        ambiguous("kafka", "kafka-0-broker__77aa\n", "kafka-1-broker__77ab\n"),
        ambiguous("batch", "batch.f00d0001", "batch.f00d0002"),
        Case.get("§1.3 staging", LOGS + "/task/staging.9").error(404),
        Case.get("§1.3 unknown", LOGS + "/task/zzz").error(404));
  }

  private static Case ambiguous(String request, String... candidates) {
    Case row = Case.get("§1.3 ambiguous " + request, LOGS + "/task/" + request).error(409);
    for (String candidate : candidates) {
      row.expect("candidate " + candidate.strip(), r -> r.text().contains(candidate));
    }
    return row;
  }

  static Stream<Case> shapes() {
    String pod = run(MARATHON, POD, POD_RUN);
    String nested = run(SERVICES, "nested-exec-77aa", NESTED_RUN);
    String gone =
        run(
            MARATHON,
            "batch.f00d0002-16a1-11f1-9c0a-70b3d5800001",
            "50c1f58b-e7f5-447e-8f53-d64c094783c2");
    return Stream.of(
        text(webRun() + "/five", GeneratedAgent.FIVE),
        text(run(MARATHON, WEB, "latest") + "/five", GeneratedAgent.FIVE),
        text(
            run(MARATHON, WEB, WEB_OLD_RUN) + "/stderr", "panic: out of memory\nexit status 137\n"),
        text(pod + "/stdout", "executor out\n"),
        text(pod + "/tasks/" + FRONT + "/stdout?limit=1", "pod front line1\n"),
        text(pod + "/tasks/" + SIDE + "/stdout?cursor=END&skip=-1", "pod side line40\n"),
        text(pod + "/tasks/" + SIDE + "/foo/download", "PONG\n"),
        text(run(MARATHON, POD, "latest") + "/tasks/" + FRONT + "/foo", "PONG\n"),
        text(nested + "/stdout", "outer\n"),
        text(nested + "/tasks/nested.task-1/stderr", "inner err\n"),
        text(
            run(SERVICES, "kafka__exec-0c2d", "latest") + "/stderr", "kafka executor registered\n"),
        text(run(OLD, "old.0bad0001", "latest") + "/stdout", "from a completed framework\n"),
        text(webRun() + "/tasks", "a file called tasks\n"),
        text(webRun() + "/.hidden", "hidden\n"),
        text(webRun() + "/per%25cent%2Bplus%26amp.log", "odd name\n"),
        text(webRun() + "/dir%2Fdeeper%2Fx.txt", "x\n"),
        logs("gone", gone + "/stdout").error(404),
        logs("gone, END", gone + "/stdout?cursor=END&skip=-10").status(204).body(""),
        logs("gone, download", gone + "/stdout/download").error(404),
        logs("gone, browse", gone + "/files/browse").error(404),
        logs("gone task of a pod", pod + "/tasks/nobody/stdout").error(404));
  }

  private static Case text(String path, String body) {
    return logs(path, path).status(200).body(body);
  }

  private static Case logs(String what, String path) {
    return Case.get("§1.4 " + what, LOGS + path);
  }

  static Stream<Case> links() {
    return Stream.of("escape-abs", "escape-rel", "dangling", "loop", "escape-dir%2Fhostname")
        .flatMap(link ->
            Stream.of("", "/download")
                .map(tail ->
                    logs("link " + link + tail, webRun() + "/" + link + tail)
                        .error(400, 403, 404)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"discovery", "shapes", "links"})
  void answers(Case row) {
    row.run(SERVER);
  }

  /** A text answer has the file's bytes less its blank lines; a download has every byte. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "five",
        "empty",
        "nonl",
        "single",
        "nlonly",
        "blank",
        "crlf",
        "badutf8",
        "utf8",
        "utf8big",
        "long200k",
        "big",
        "aligned",
        "page.html.log",
        "nul",
        "ansi.log",
        "core.bin",
        "stdout",
        "stdout.1"
      })
  void filesAreExact(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(sandbox().resolve(name));
    RawResponse download = SERVER.get(LOGS + webRun() + "/" + name + "/download");
    assertThat(download.latin1()).isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
    RawResponse text = SERVER.get(LOGS + webRun() + "/" + name);
    assertThat(text.latin1()).isEqualTo(FileOracle.text(bytes, 0, 0, 0));
    assertThat(text.contentType()).isIn("", "text/plain;charset=utf-8");
  }

  @Test
  void aCompressedSegmentIsReadAsItsText() throws IOException {
    RawResponse text = SERVER.get(LOGS + webRun() + "/stdout.2.gz?limit=1");
    assertThat(text.text()).startsWith("2026-03-02T00:00:00.000Z INFO  [web] request 0 ");
    RawResponse download = SERVER.get(LOGS + webRun() + "/stdout.2.gz/download");
    assertThat(download.body()).isEqualTo(Files.readAllBytes(sandbox().resolve("stdout.2.gz")));
  }

  @Test
  void browseListsWhatIsInside() {
    RawResponse answer = SERVER.get(LOGS + webRun() + "/files/browse");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.text())
        .contains("/var/lib/mesos/slave/slaves/" + AGENT + "/frameworks/" + MARATHON)
        .contains("/" + WEB_RUN + "/five\"", "/.hidden\"", "/inside-link\"", "/with space.log\"")
        .doesNotContain("/dangling\"", "/loop\"", "/escape-abs\"", "/escape-rel\"");
  }

  private static Path sandbox() {
    return MesosFixture.workDir(SERVER.directory())
        .resolve("slaves/" + AGENT + webRun().substring("/task".length()));
  }
}
