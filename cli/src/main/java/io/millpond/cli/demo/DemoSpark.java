package io.millpond.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A Spark standalone cluster of the demo: the directories of a run that really was, and an
 * application that began with the demo and goes on.
 */
final class DemoSpark {
  static final String PLATFORM = "ocid1.aidataplatform.oc1..demo";
  static final String WORKSPACE = "6e335e92-a2a2-4b5a-970a-bd6a89fbb765";
  static final String NOTEBOOK = "cfafbeb1-8037-4d0c-896e-a46fb27ff229";
  static final String FINISHED_SESSION = "431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7";
  static final String RUNNING_SESSION = "531e8d7b-4a95-4c02-8ccd-6faef5ba1bd7";
  static final String FINISHED = "app-20261120040251-0000";

  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SPARK =
      DateTimeFormatter.ofPattern("uu/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int TASKS_PER_STAGE = 40;

  private final Path stderr;
  private final String running;
  private int tasks;

  private DemoSpark(Path stderr, String running) {
    this.stderr = stderr;
    this.running = running;
  }

  /**
   * Lays out the cluster.
   *
   * @param directory is made
   * @param zip what there is of the run that was, as a zip
   */
  static DemoSpark create(Path directory, InputStream zip, Instant now) throws IOException {
    Files.createDirectory(directory);
    unzip(zip, directory);
    String running = "app-" + COMPACT.format(now) + "-0001";
    String driver = "driver-" + COMPACT.format(now) + "-0001";
    Path work = directory.resolve("work");
    Path stderr = Files.createDirectories(work.resolve(driver)).resolve("stderr");
    Files.writeString(work.resolve(driver).resolve("stdout"), "tasks are counted on stderr\n");
    Files.writeString(stderr, "");
    Path executor = Files.createDirectories(work.resolve(running).resolve("0"));
    Files.writeString(executor.resolve("stdout"), "");
    Files.writeString(
        executor.resolve("stderr"),
        line(now, "CoarseGrainedExecutorBackend: Connecting to driver"));
    Path log = directory.resolve("events").resolve("eventlog_v2_" + running);
    Files.createDirectories(log);
    Files.writeString(log.resolve("appstatus_" + running + ".inprogress"), "");
    Files.writeString(log.resolve("events_1_" + running), events(running, driver, now));
    return new DemoSpark(stderr, running);
  }

  private static void unzip(InputStream zip, Path directory) throws IOException {
    try (ZipInputStream in = new ZipInputStream(zip)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException("the demo's zip leads out of its directory");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(in, target);
        Files.setLastModifiedTime(target, FileTime.fromMillis(entry.getTime()));
      }
    }
  }

  /** As Spark writes them while an application runs: there is no end yet. */
  private static String events(String application, String driver, Instant now) {
    String page = "http://localhost:8081/logPage/?";
    return """
    {"Event":"SparkListenerLogStart","Spark Version":"4.2.0"}
    {"Event":"SparkListenerApplicationStart","App Name":"Demo","App ID":"%1$s","Timestamp":%3$d,"User":"demo","Driver Logs":{"stdout":"%4$sdriverId=%2$s&logType=stdout","stderr":"%4$sdriverId=%2$s&logType=stderr"}}
    {"Event":"SparkListenerExecutorAdded","Timestamp":%3$d,"Executor ID":"0","Executor Info":{"Host":"localhost","Total Cores":1,"Log Urls":{"stdout":"%4$sappId=%1$s&executorId=0&logType=stdout","stderr":"%4$sappId=%1$s&executorId=0&logType=stderr"},"Attributes":{},"Resources":{},"Resource Profile Id":0}}
    """
        .formatted(application, driver, now.toEpochMilli(), page);
  }

  private static String line(Instant time, String message) {
    return SPARK.format(time) + " INFO " + message + "\n";
  }

  /** The application that goes on. */
  String running() {
    return running;
  }

  /** Its driver writes a line. */
  void write(Instant now) throws IOException {
    int stage = tasks / TASKS_PER_STAGE;
    int task = tasks % TASKS_PER_STAGE;
    String message =
        "TaskSetManager: Finished task %d.0 in stage %d.0 (TID %d) in %d ms on localhost (executor 0) (%d/%d)"
            .formatted(task, stage, tasks, 80 + tasks * 37 % 700, task + 1, TASKS_PER_STAGE);
    Files.writeString(stderr, line(now, message), StandardOpenOption.APPEND);
    tasks++;
  }

  /** The sections of a configuration, the cluster without its heading. */
  static String cluster() {
    return """
      - name: spark
        type: spark
        workDirs: [spark/work]
        eventLogDirs: [spark/events]
    """;
  }

  /** The section {@code workspaces} of a configuration. */
  String workspaces() {
    return """
    workspaces:
      - id: %s
        name: Demo
        items:
          - id: %s
            type: Notebook
            name: LabPi
            livySessions:
              - id: %s
                cluster: spark
                applications: [%s]
                livyLog: spark/livy.log
              - id: %s
                cluster: spark
                applications: [%s]
    """
        .formatted(WORKSPACE, NOTEBOOK, FINISHED_SESSION, FINISHED, RUNNING_SESSION, running);
  }

  /** The section {@code dataPlatforms} of a configuration. */
  static String dataPlatforms() {
    return """
    dataPlatforms:
      - id: %s
        workspaces:
          - key: demo
            clusters:
              - {key: spark, name: LabPi, logs: [{cluster: spark, applications: ["*"]}]}
    """
        .formatted(PLATFORM);
  }
}
