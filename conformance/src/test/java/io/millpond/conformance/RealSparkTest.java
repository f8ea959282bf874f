package io.millpond.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Applications on a real Spark standalone cluster, read while they run and after. */
@Tag("slow")
class RealSparkTest {
  @RegisterExtension
  @Order(1)
  static final SparkLab LAB = new SparkLab();

  @RegisterExtension
  @Order(2)
  static final MillpondServer SERVER = LAB.server();

  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  private static final Pattern APPLICATION = Pattern.compile("app ID (app-\\d{14}-\\d+)");

  @Test
  void aDriverOnAWorkerIsReadWhileItRunsAndAfter() throws IOException {
    FabricSession session = FabricSession.announced(SERVER);
    Path gate = LAB.gate();
    String driver = LAB.submit(session.properties(), List.of("run", gate.toString(), "200", "0"));
    String application = session.awaitApplication();
    byte[] begin = awaitDriverSays(session, 0, "round 1 has printed 800 lines");
    assertThat(new String(begin, UTF_8)).startsWith("driver: Grüße vom Teich – 水 🦆\n");
    assertThat(session.session().path("state").asString()).isEqualTo("InProgress");
    assertThat(session.session().has("endDateTime")).isFalse();
    assertThat(session.driverFiles().path("containerId").asString()).isEqualTo(driver);
    assertThat(session.containers())
        .extracting(container -> container.path("nodeId").asString())
        .as("the driver and two executors, all on the worker")
        .containsExactly(LAB.workerNode(), LAB.workerNode(), LAB.workerNode());
    assertListed(session);
    assertDefaultEventLog(application, true);
    assertEventLogsServed(session, application);
    await("the history server knows of a job of what runs")
        .atMost(Limits.LAB_TIMEOUT)
        .until(() -> session.ask("/jobs/0").status() == 200);

    SparkLab.open(gate);
    byte[] rest = awaitDriverSays(session, begin.length, "the end, without a newline");
    assertThat(LAB.awaitDriverEnd(driver)).isEqualTo("FINISHED");
    LAB.awaitIdle();
    Path stdout = LAB.work().resolve(driver).resolve("stdout");
    assertThat(new String(begin, UTF_8) + new String(rest, UTF_8))
        .isEqualTo(Files.readString(stdout));
    assertThat(session.awaitEnd().path("state").asString()).isEqualTo("Succeeded");
    assertThat(names(session.driverFiles())).containsExactly("stderr", "stdout");
    LabFiles.assertServed(LAB, session, application);
    assertDefaultEventLog(application, false);
    assertEventLogsServed(session, application);
    assertHistoryPassedOn(session, application);
  }

  private static void assertListed(FabricSession session) {
    String livyId = session.session().path("livyId").asString();
    for (String list :
        List.of(
            FabricCatalog.ITEM + "/livySessions",
            "/v1/workspaces/" + FabricCatalog.WORKSPACE + "/spark/livySessions")) {
      assertThat(Json.parse(FabricSession.ok(SERVER.get(list)).text()).path("value"))
          .extracting(one -> one.path("livyId").asString())
          .contains(livyId);
    }
  }

  /** Reads the driver's standard output from an offset on until it has said something. */
  private static byte[] awaitDriverSays(FabricSession session, long offset, String text) {
    return await("the driver says: " + text)
        .atMost(Limits.LAB_TIMEOUT)
        .until(
            () -> session.driver("stdout", offset), read -> new String(read, UTF_8).contains(text));
  }

  private static List<String> names(JsonNode container) {
    List<String> names = new ArrayList<>();
    container.path("containerLogMeta").forEach(file -> names.add(file.path("fileName").asString()));
    return names;
  }

  /** It is what Spark 4 writes when it is told nothing: a rolled directory, compressed by zstd. */
  private static void assertDefaultEventLog(String application, boolean running)
      throws IOException {
    Path log = LAB.events().resolve("eventlog_v2_" + application);
    String status = "appstatus_" + application;
    assertThat(log.resolve(status + ".inprogress").toFile().exists()).isEqualTo(running);
    assertThat(log.resolve(status).toFile().exists()).isEqualTo(!running);
    try (InputStream in = Files.newInputStream(log.resolve("events_1_" + application + ".zstd"))) {
      assertThat(in.readNBytes(ZSTD.length)).isEqualTo(ZSTD);
    }
  }

  /** The zip has the files as they lie there; one that grows may be cut off. */
  private static void assertEventLogsServed(FabricSession session, String application)
      throws IOException {
    Map<String, byte[]> zip = new TreeMap<>();
    try (ZipInputStream in =
        new ZipInputStream(
            new ByteArrayInputStream(FabricSession.ok(session.ask("/logs")).body()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        zip.put(entry.getName(), in.readAllBytes());
      }
    }
    assertThat(zip.keySet()).anyMatch(name -> name.contains("/events_1_" + application));
    Path log = LAB.events().resolve("eventlog_v2_" + application);
    try (Stream<Path> files = Files.list(log)) {
      assertThat(zip.keySet())
          .containsExactlyElementsOf(
              files
                  .map(file -> LAB.events().relativize(file).toString())
                  .filter(name -> !name.endsWith(".crc"))
                  .sorted()
                  .toList());
    }
    for (Map.Entry<String, byte[]> entry : zip.entrySet()) {
      byte[] onDisk = Files.readAllBytes(LAB.events().resolve(entry.getKey()));
      assertThat(onDisk).as(entry.getKey()).startsWith(entry.getValue());
    }
  }

  /** Route by route, the answers are those of the history server. */
  private static void assertHistoryPassedOn(FabricSession session, String application) {
    String own = "/api/v1/applications/" + application;
    await("the history server has read the end")
        .atMost(Limits.LAB_TIMEOUT)
        .until(
            () -> Json.parse(LAB.askHistory(own).text()).path("attempts").path(0),
            attempt -> attempt.path("completed").asBoolean());
    for (String resource :
        List.of(
            "/jobs",
            "/jobs?status=succeeded",
            "/jobs/0",
            "/stages",
            "/stages?details=true&withSummaries=true&quantiles=0.25,0.75",
            "/stages/0/0/taskList?offset=0&length=3",
            "/executors",
            "/allexecutors",
            "/sql?details=true",
            "/sql/0",
            "/storage/rdd",
            "/environment")) {
      String expected = FabricSession.ok(LAB.askHistory(own + resource)).text();
      assertThat(session.ask(resource).text()).as(resource).isEqualTo(expected);
      assertThat(session.ask("/1" + resource).text()).as("1" + resource).isEqualTo(expected);
    }
    assertThat(Json.parse(session.ask("/sql").text())).isNotEmpty();
    for (String missing : List.of("/jobs/999", "/stages/999", "/sql/999")) {
      assertThat(LAB.askHistory(own + missing).status()).as(missing).isEqualTo(404);
      RawResponse passed = session.ask(missing);
      assertThat(passed.status()).as(missing).isEqualTo(404);
      assertThat(Json.parse(passed.text()).path("errorCode").asString())
          .isEqualTo("EntityNotFound");
    }
    assertThat(session.ask("/2/jobs").status()).isEqualTo(404);
  }

  @Test
  void theConsoleOfADriverInClientModeIsReadWhileItRunsAndAfter() throws IOException {
    FabricSession session = new FabricSession(SERVER, FabricCatalog.LIVY);
    Path gate = LAB.gate();
    Path console = LAB.consoles().resolve("starting");
    List<String> configuration = new ArrayList<>(session.properties());
    configuration.add("spark.driver.log.persistToDfs.enabled=true");
    configuration.add("spark.driver.log.dfsDir=" + LAB.consoles().toUri());
    LabProcess driver =
        LAB.runClient(console, configuration, List.of("run", gate.toString(), "200", "0"));
    String application = driver.awaitLine(APPLICATION);
    Files.move(console, LAB.consoles().resolve(application));
    assertThat(session.awaitApplication()).isEqualTo(application);

    byte[] begin = awaitDriverSays(session, 0, "round 1 has printed 800 lines");
    assertThat(session.session().path("state").asString()).isEqualTo("InProgress");
    assertThat(session.driverFiles().path("containerId").asString()).isEqualTo("driver");
    SparkLab.open(gate);
    byte[] rest = awaitDriverSays(session, begin.length, "the end, without a newline");
    assertThat(driver.awaitExit()).isZero();
    LAB.awaitIdle();
    assertThat(new String(begin, UTF_8) + new String(rest, UTF_8))
        .isEqualTo(Files.readString(LAB.consoles().resolve(application).resolve("stdout")));
    assertThat(session.awaitEnd().path("state").asString()).isEqualTo("Succeeded");
    assertThat(names(session.driverFiles()))
        .containsExactly(application + "_driver.log", "stderr", "stdout");
    Path kept = LAB.consoles().resolve(application + "_driver.log");
    assertThat(session.driver(application + "_driver.log")).isEqualTo(Files.readAllBytes(kept));
    assertVectors(session, application);
  }

  /** The table that holds for the logs of every cluster. */
  private static void assertVectors(FabricSession session, String application) throws IOException {
    Path console = LAB.consoles().resolve(application);
    String executor = application + "_0";
    Path work = LabFiles.directory(LAB, application, executor);
    FabricVectors.rows(
            new FabricVectors.Target(
                session.application(),
                "driver",
                List.of(application + "_driver.log", "stderr", "stdout"),
                Files.readAllBytes(console.resolve("stderr")),
                executor,
                LabFiles.expected(work, "stderr"),
                FabricCatalog.livyLog(SERVER.directory()),
                Zip.files(LAB.events(), application)))
        .forEach(row -> row.run(SERVER));
  }
}
