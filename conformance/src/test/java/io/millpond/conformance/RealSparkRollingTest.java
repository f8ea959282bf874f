package io.millpond.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Output of executors that a real worker rolls and compresses while it is read. */
@Tag("slow")
class RealSparkRollingTest {
  @RegisterExtension
  @Order(1)
  static final SparkLab LAB = new SparkLab();

  @RegisterExtension
  @Order(2)
  static final MillpondServer SERVER = LAB.server();

  private static final int LINES = 20_000;
  private static final Pattern LINE =
      Pattern.compile("task (\\d\\.\\d) line (\\d+) über Größe – 水");
  private static final Pattern HEAD =
      Pattern.compile("==== Bytes (\\d+)-(\\d+) of (\\d+) of .* ====\\R");

  @Test
  void aRolledLogIsOneLogWhileItIsWrittenAndAfter() throws IOException {
    FabricSession session = FabricSession.announced(SERVER);
    Path gate = LAB.gate();
    SparkLab.open(gate);
    String driver =
        LAB.submit(
            session.properties(), List.of("run", gate.toString(), Integer.toString(LINES), "20"));
    String application = session.awaitApplication();
    readWhileItIsWritten(session, application);
    assertThat(LAB.awaitDriverEnd(driver)).isEqualTo("FINISHED");
    LAB.awaitIdle();
    LabFiles.assertServed(LAB, session, application);

    Map<String, Integer> lines = new TreeMap<>();
    for (int executor = 0; executor < 2; executor++) {
      byte[] whole = session.file(application + "_" + executor, "stdout");
      count(new String(whole, UTF_8), lines);
      assertSegments(session, application, executor, whole);
      assertAsTheWorkerHasIt(application, executor, whole);
    }
    assertThat(lines.values()).as("%s", lines).hasSize(8).containsOnly(LINES);
  }

  /** Whoever reads again gets what he had, and more behind it. */
  private static void readWhileItIsWritten(FabricSession session, String application) {
    Map<String, byte[]> read = new TreeMap<>();
    long longer = 0;
    while (!session.session().has("endDateTime")) {
      for (JsonNode container : session.containers()) {
        String id = container.path("containerId").asString();
        if (id.startsWith(application + "_") && !container.path("containerLogMeta").isEmpty()) {
          byte[] before = read.getOrDefault(id, new byte[0]);
          byte[] now = session.file(id, "stdout");
          assertThat(Arrays.mismatch(before, now))
              .as("%s had %d bytes and has %d: where they differ", id, before.length, now.length)
              .isIn(-1, before.length);
          longer += now.length > before.length ? 1 : 0;
          read.put(id, now);
        }
      }
    }
    assertThat(longer).as("times a log had grown between two looks").isGreaterThan(10);
  }

  /** No line is missing, none is there twice: each task's lines are counted from 0 on. */
  private static void count(String text, Map<String, Integer> next) {
    text.lines()
        .forEach(line -> {
          Matcher matcher = LINE.matcher(line);
          assertThat(matcher.matches()).as(line).isTrue();
          int number = next.merge(matcher.group(1), 1, Integer::sum) - 1;
          assertThat(matcher.group(2)).as(line).isEqualTo(Integer.toString(number));
        });
  }

  /** Many segments, listed by their names in order, which the whole is made of. */
  private static void assertSegments(
      FabricSession session, String application, int executor, byte[] whole) throws IOException {
    String id = application + "_" + executor;
    Path directory = LabFiles.directory(LAB, application, id);
    List<String> segments =
        LabFiles.segments(directory, "stdout").stream()
            .map(file -> String.valueOf(file.getFileName()))
            .toList();
    assertThat(segments).hasSizeGreaterThan(10).allMatch(name -> name.endsWith(".gz"));
    assertThat(whole.length).isGreaterThan(segments.size() * SparkLab.ROLLED_BYTES / 2);
    JsonNode listed =
        Json.parse(
                FabricSession.ok(
                        session.ask(
                            "/logs?type=executor&meta=true&filenamePrefix=stdout&containerId="
                                + id))
                    .text())
            .path(0)
            .path("containerLogMeta");
    assertThat(listed)
        .extracting(file -> file.path("fileName").asString())
        .startsWith("stdout")
        .containsAll(segments)
        .endsWith("stdout-active")
        .isSorted();
  }

  /** The worker's own page takes the segments for one space of bytes, too. */
  private static void assertAsTheWorkerHasIt(String application, int executor, byte[] whole) {
    for (int offset = 0; offset < whole.length; offset += SparkLab.ROLLED_BYTES * 5 + 1_234) {
      int length = Math.min(SparkLab.ROLLED_BYTES, whole.length - offset);
      String page =
          FabricSession.ok(
                  LAB.askWorker(
                      "/log/?appId=%s&executorId=%d&logType=stdout&offset=%d&byteLength=%d"
                          .formatted(application, executor, offset, length)))
              .text();
      Matcher head = HEAD.matcher(page);
      assertThat(head.lookingAt()).as(page).isTrue();
      assertThat(head.group(3)).isEqualTo(Integer.toString(whole.length));
      assertThat(page.substring(head.end()))
          .as("%d bytes from %d", length, offset)
          .isEqualTo(new String(whole, offset, length, UTF_8));
    }
  }
}
