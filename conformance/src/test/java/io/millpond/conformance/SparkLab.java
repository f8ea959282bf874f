package io.millpond.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * A Spark standalone cluster of one test class, as Spark ships it but for free ports, loopback and
 * worker settings that roll and compress the output of executors: a master, a worker and a history
 * server. Event logs are in Spark's default form.
 */
final class SparkLab implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /** At which executors' logs are rolled; hardly more than the least that Spark takes. */
  static final int ROLLED_BYTES = 90_000;

  private static final Pattern MASTER = Pattern.compile("at (spark://localhost:\\d+)");
  private static final Pattern PAGE = Pattern.compile("started at (http://localhost:\\d+)");
  private static final Pattern DRIVER = Pattern.compile("submitted as (driver-\\d{14}-\\d+)");
  private static final String DEPLOY = "org.apache.spark.deploy.";

  private final List<LabProcess> processes = new ArrayList<>();
  private final List<Path> gates = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private @Nullable Path directory;
  private @Nullable SparkRuntime runtime;
  private @Nullable LabProcess worker;
  private String master = "";
  private URI masterPage = URI.create("");
  private URI workerPage = URI.create("");
  private URI historyServer = URI.create("");

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    // Not named as a scratch directory is: Spark writes paths into its logs, and they are served.
    Path fresh = Files.createTempDirectory("spark-").toRealPath();
    directory = fresh;
    for (Path one : List.of(work(), events(), consoles())) {
      Files.createDirectory(one);
    }
    runtime = SparkRuntime.create(fresh);
    LabProcess started =
        start(
            "master",
            List.of("-Dspark.master.rest.enabled=false"),
            List.of(
                DEPLOY + "master.Master",
                "--host",
                "localhost",
                "--port",
                "0",
                "--webui-port",
                "0"));
    LabProcess history =
        start(
            "history",
            List.of(
                "-Dspark.history.fs.logDirectory=" + events().toUri(),
                "-Dspark.history.fs.update.interval=1s",
                "-Dspark.history.ui.port=0"),
            List.of(DEPLOY + "history.HistoryServer"));
    master = started.awaitLine(MASTER);
    masterPage = URI.create(started.awaitLine(PAGE));
    startWorker();
    historyServer = URI.create(history.awaitLine(PAGE));
  }

  /** Lets go of jobs that a test has left waiting. */
  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    for (Path gate : gates) {
      open(gate);
    }
    gates.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    for (LabProcess process : processes.reversed()) {
      process.close();
    }
    if (directory != null) {
      Scratch.delete(directory);
    }
  }

  /** A worker that works in the same directory as the ones before it; waits until it is known. */
  void startWorker() {
    LabProcess started =
        start(
            "worker",
            List.of(
                "-Dspark.executor.logs.rolling.strategy=size",
                "-Dspark.executor.logs.rolling.maxSize=" + ROLLED_BYTES,
                "-Dspark.executor.logs.rolling.enableCompression=true"),
            List.of(
                DEPLOY + "worker.Worker",
                "--host",
                "localhost",
                "--port",
                "0",
                "--webui-port",
                "0",
                "-c",
                "4",
                "-m",
                "4g",
                "-d",
                work().toString(),
                master));
    worker = started;
    workerPage = URI.create(started.awaitLine(PAGE));
    await("the master knows the worker")
        .atMost(Limits.LAB_TIMEOUT)
        .until(() -> masterState().path("aliveworkers").asInt() == 1);
  }

  /** SIGKILL for the worker. */
  void killWorker() {
    Objects.requireNonNull(worker, "not started").kill();
  }

  /** SIGKILL for the JVM of a driver in cluster mode. */
  void killDriverProcess(String driver) {
    Objects.requireNonNull(worker, "not started").killChild("/" + driver + "/");
  }

  private LabProcess start(String name, List<String> options, List<String> command) {
    LabProcess process =
        Objects.requireNonNull(runtime, "not started").start(name, fresh(name), options, command);
    processes.add(process);
    return process;
  }

  private Path directory() {
    return Objects.requireNonNull(directory, "not started");
  }

  Path work() {
    return directory().resolve("work");
  }

  Path events() {
    return directory().resolve("events");
  }

  /** Where the consoles of drivers in client mode are kept. */
  Path consoles() {
    return directory().resolve("consoles");
  }

  /** A Millpond that reads all of it, and is started after it. */
  MillpondServer server() {
    return new MillpondServer(
        server -> Configs.node(server, "gateway", "agent", List.of()) + configuration(server));
  }

  /** A file that is not there yet, to let a job wait for. */
  Path gate() {
    Path gate = fresh("gate");
    gates.add(gate);
    return gate;
  }

  /** Lets the jobs go on that wait for it. */
  static void open(Path gate) throws IOException {
    Files.write(gate, new byte[0]);
  }

  private Path fresh(String name) {
    return directory().resolve(name + "-" + count.incrementAndGet());
  }

  private String configuration(Path server) throws IOException {
    return """
    clusters:
      - name: spark
        type: spark
        workDirs: [%s]
        eventLogDirs: [%s]
        driverLogDirs: [%s]
        historyServer: %s
        master: %s
    """
            .formatted(
                Configs.quoted(work()),
                Configs.quoted(events()),
                Configs.quoted(consoles()),
                historyServer,
                masterPage)
        + FabricCatalog.workspaces(
            "spark", List.of(), Optional.of(FabricCatalog.writeLivyLog(server)));
  }

  /** {@code host:port} of the worker, as the master names it. */
  String workerNode() {
    for (JsonNode worker : masterState().path("workers")) {
      if (worker.path("state").asString().equals("ALIVE")) {
        return worker.path("host").asString() + ":" + worker.path("port").asInt();
      }
    }
    throw new AssertionError("no worker is alive");
  }

  /** What a page of the worker answers. */
  RawResponse askWorker(String target) {
    return ask(workerPage, target);
  }

  /** What the history server itself answers. */
  RawResponse askHistory(String target) {
    return ask(historyServer, target);
  }

  JsonNode masterState() {
    return Json.parse(ask(masterPage, "/json/").text());
  }

  /** An answer of a server that may have to read much first, or waits for one that has. */
  static RawResponse ask(URI base, String target) {
    try (RawConnection connection = RawConnection.open(base)) {
      connection.readTimeoutMillis((int) Limits.LAB_TIMEOUT.toMillis());
      connection.send(
          RawConnection.request("GET", target, List.of("Accept: application/json, */*")));
      return connection.receive("GET");
    } catch (IOException e) {
      throw new UncheckedIOException(target + ": " + e.getMessage(), e);
    }
  }

  /** Submits the job in cluster mode; the driver's id. */
  String submit(List<String> configuration, List<String> arguments) {
    LabProcess submit = startSubmit("cluster", fresh("submit"), configuration, arguments);
    String driver = submit.awaitLine(DRIVER);
    submit.awaitExit();
    return driver;
  }

  /** Starts the job in client mode, its console in a directory below {@link #consoles}. */
  LabProcess runClient(Path console, List<String> configuration, List<String> arguments) {
    return startSubmit("client", console, configuration, arguments);
  }

  private LabProcess startSubmit(
      String mode, Path console, List<String> configuration, List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of(DEPLOY + "SparkSubmit", "--master", master, "--deploy-mode", mode));
    SparkRuntime spark = Objects.requireNonNull(runtime, "not started");
    String temporary = "-Djava.io.tmpdir=" + spark.temporary();
    List<String> all =
        new ArrayList<>(
            List.of(
                "spark.eventLog.enabled=true",
                "spark.eventLog.dir=" + events().toUri(),
                "spark.driver.memory=512m",
                "spark.executor.memory=512m",
                "spark.executor.cores=1",
                "spark.cores.max=2",
                "spark.driver.host=localhost",
                "spark.driver.extraJavaOptions=" + temporary,
                "spark.executor.extraJavaOptions=" + temporary,
                "spark.ui.port=0"));
    all.addAll(configuration);
    all.forEach(one -> command.addAll(List.of("--conf", one)));
    command.addAll(List.of("--class", "PondJob", spark.job().toString()));
    command.addAll(arguments);
    LabProcess process = spark.start("spark-submit", console, List.of(), command);
    processes.add(process);
    return process;
  }

  /** Waits until a driver in cluster mode has ended; how, as the master says. */
  String awaitDriverEnd(String driver) {
    return await("the end of " + driver)
        .atMost(Limits.LAB_TIMEOUT)
        .until(() -> completed(driver), state -> !state.isEmpty());
  }

  private String completed(String driver) {
    for (JsonNode one : masterState().path("completeddrivers")) {
      if (one.path("id").asString().equals(driver)) {
        return one.path("state").asString();
      }
    }
    return "";
  }

  /** Waits until the worker runs nothing any more, so that no log is written to. */
  void awaitIdle() {
    await("an idle worker")
        .atMost(Limits.LAB_TIMEOUT)
        .until(() -> {
          JsonNode state = Json.parse(askWorker("/json/").text());
          return state.path("executors").isEmpty() && state.path("drivers").isEmpty();
        });
  }

  /** Has the master kill a driver. */
  void killDriver(String driver) {
    start("kill", List.of(), List.of(DEPLOY + "Client", "kill", master, driver)).awaitExit();
  }
}
