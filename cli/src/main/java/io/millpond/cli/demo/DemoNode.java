package io.millpond.cli.demo;

import io.millpond.cli.demo.DemoJournal.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node in a directory of its own: sandboxes of a few tasks, a journal, and writers that append to
 * both until it is closed. Closing it removes the directory.
 */
public final class DemoNode implements AutoCloseable {
  /** The agent whose sandboxes these are. */
  public static final String AGENT = "b2f1c7d0-6d3f-4c7e-9a55-2f6b8f0a1e01-S1";

  private static final String EXECUTORS =
      "slaves/" + AGENT + "/frameworks/b2f1c7d0-6d3f-4c7e-9a55-2f6b8f0a1e01-0001/executors";
  private static final String WEB_STDOUT =
      EXECUTORS
          + "/web.c1f5ae3f-16a1-11f1-9c0a-70b3d5800001"
          + "/runs/9601091d-0a38-444a-895a-d4e42f57e20f/stdout";

  private final Path directory;
  private final DemoJournal journal;
  private final DemoSpark spark;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private int requests = 2500;

  private DemoNode(Path directory, DemoJournal journal, DemoSpark spark) {
    this.directory = directory;
    this.journal = journal;
    this.spark = spark;
  }

  /** Lays out a node in a new temporary directory. */
  public static DemoNode create() throws IOException {
    Path directory = Files.createTempDirectory("millpond-demo-");
    try {
      Files.createDirectory(directory.resolve("data"));
      copy("state.json", directory.resolve("state.json"));
      layOut(directory.resolve("slave"));
      DemoSpark spark = layOutSpark(directory.resolve("spark"));
      return new DemoNode(
          directory,
          DemoJournal.create(Files.createDirectory(directory.resolve("journal"))),
          spark);
    } catch (IOException | RuntimeException e) {
      delete(directory);
      throw e;
    }
  }

  private static DemoSpark layOutSpark(Path directory) throws IOException {
    try (InputStream zip = resource("spark.zip")) {
      return DemoSpark.create(directory, zip, Instant.now());
    }
  }

  private static void layOut(Path workDir) throws IOException {
    try (InputStream in = resource("layout.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        String[] words = line.split(" ", 3);
        Path target = workDir.resolve(words[1].replace("@", EXECUTORS));
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        if (words[0].equals("link")) {
          Files.createSymbolicLink(target, Path.of(words[2]));
        } else {
          copy(words[2], target);
        }
      }
    }
  }

  private static void copy(String name, Path target) throws IOException {
    try (InputStream in = resource(name)) {
      Files.copy(in, target);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = DemoNode.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("the demo's " + name + " is missing from this build");
    }
    return in;
  }

  public Path directory() {
    return directory;
  }

  /** The path of the Spark application that has ended, in Fabric's API. */
  public String finishedApplication() {
    return application(DemoSpark.FINISHED_SESSION, DemoSpark.FINISHED);
  }

  /** The path of the Spark application that goes on, in Fabric's API. */
  public String runningApplication() {
    return application(DemoSpark.RUNNING_SESSION, spark.running());
  }

  /** The path of the sessions of the workspace, in Fabric's API. */
  public String sessions() {
    return "/v1/workspaces/" + DemoSpark.WORKSPACE + "/spark/livySessions";
  }

  /** The path of the Spark cluster, in AIDP's API. */
  public static String cluster() {
    return "/20260430/aiDataPlatforms/" + DemoSpark.PLATFORM + "/workspaces/demo/clusters/spark";
  }

  private static String application(String session, String application) {
    return "/v1/workspaces/"
        + DemoSpark.WORKSPACE
        + "/notebooks/"
        + DemoSpark.NOTEBOOK
        + "/livySessions/"
        + session
        + "/applications/"
        + application;
  }

  /** Writes a configuration for the node, and returns its path. */
  public Path writeConfiguration(int port) throws IOException {
    String yaml =
        """
        http:
          port: %d
        data: data
        node:
          id: %s
          role: master
          journal: [journal]
        clusters:
          - name: mesos
            type: mesos
            state: state.json
            workDir: slave
        """
                .formatted(port, AGENT)
            + DemoSpark.cluster()
            + spark.workspaces()
            + DemoSpark.dataPlatforms()
            + """
            auth:
              required: false
            """;
    return Files.writeString(directory.resolve("millpond.yaml"), yaml);
  }

  /**
   * Begins to append a line to the web task's standard output and a journal entry, again and again.
   */
  public void startWriting(Duration tick) {
    var _ = writer.scheduleAtFixedRate(this::write, 0, tick.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void write() {
    try {
      requests++;
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      int millis = 2 + requests * 37 % 120;
      Files.writeString(
          directory.resolve("slave").resolve(WEB_STDOUT),
          "%s INFO  [web] request %d handled in %d ms%n".formatted(now, requests, millis),
          StandardOpenOption.APPEND);
      journal.append(now, Message.forTick(requests));
      spark.write(now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.shutdown();
    try {
      writer.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
    delete(directory);
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
