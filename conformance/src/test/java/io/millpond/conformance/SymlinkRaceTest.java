package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody swaps files and directories for links to outside while they are asked for, by every
 * route that opens a file. What lies outside has the names and the lengths of what lies inside.
 */
class SymlinkRaceTest {
  private static final int CLIENTS = 2;
  private static final int BATCH = 16;

  /** A file that is served, and the routes that lead to it. */
  private record Target(Path file, List<String> routes) {}

  /** What makes a target of a server that has started. */
  private interface Finder {
    Target find(MillpondServer server) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // both are methods
  enum Door {
    SANDBOX(GeneratedAgent::prepare, SymlinkRaceTest::sandbox),
    POD_LOGS(SymlinkRaceTest::pods, SymlinkRaceTest::podLog),
    STANDALONE(SymlinkRaceTest::standalone, SymlinkRaceTest::executor),
    YARN(FabricYarn::onTheNode, SymlinkRaceTest::container),
    YARN_AGGREGATED(FabricYarn::aggregated, SymlinkRaceTest::aggregated),
    EXPORTS(AidpPlatform::prepare, SymlinkRaceTest::export);

    private final MillpondServer.Plan plan;
    private final Finder finder;

    Door(MillpondServer.Plan plan, Finder finder) {
      this.plan = plan;
      this.finder = finder;
    }
  }

  private static Target sandbox(MillpondServer server) {
    String route = GeneratedAgent.SANDBOX;
    return new Target(
        GeneratedAgent.sandbox(server.directory()).resolve("dir/inner.log"),
        List.of(
            route + "/dir%2Finner.log/download",
            route + "/dir%2Finner.log",
            route + "/files/browse?path=dir"));
  }

  private static final String POD = "spark-222312dcd82ac406b57c7be2440521f8";

  private static String pods(Path directory) throws IOException {
    Path fixture = Fixtures.unpack("kubernetes-pods", directory);
    return Configs.node(directory, "gateway", "agent", List.of())
        + "clusters:\n  - {name: k8s, type: kubernetes, podLogDir: %s, pods: %s}\n"
            .formatted(
                Configs.quoted(fixture.resolve("var/log/pods")),
                Configs.quoted(fixture.resolve("pods.json")))
        + FabricCatalog.workspaces("k8s", List.of(POD), Optional.empty());
  }

  private static Target podLog(MillpondServer server) throws IOException {
    return fabric(
        server.directory().resolve("kubernetes-pods/var/log/pods"),
        "-driver_",
        FabricCatalog.application(POD),
        "/logs?type=driver&fileName=stderr");
  }

  private static final String APPLICATION = "app-20261120040251-0000";

  private static String standalone(Path directory) throws IOException {
    Path fixture = Fixtures.unpack(AidpPlatform.FIXTURE, directory);
    return Configs.node(directory, "gateway", "agent", List.of())
        + "clusters:\n  - {name: spark, type: spark, workDirs: [%s], eventLogDirs: [%s]}\n"
            .formatted(
                Configs.quoted(fixture.resolve("work")), Configs.quoted(fixture.resolve("events")))
        + FabricCatalog.workspaces("spark", List.of(APPLICATION), Optional.empty());
  }

  private static Target executor(MillpondServer server) throws IOException {
    return fabric(
        server.directory().resolve(AidpPlatform.FIXTURE).resolve(AidpPlatform.EXECUTORS + "0"),
        "stderr",
        FabricCatalog.application(APPLICATION),
        "/logs?type=executor&fileName=stderr&containerId=" + APPLICATION + "_0");
  }

  private static Target container(MillpondServer server) throws IOException {
    return yarn(server, "logs", FabricYarn.EXECUTOR + "/stderr");
  }

  private static Target aggregated(MillpondServer server) throws IOException {
    return yarn(server, "remote", FabricYarn.APPLICATION);
  }

  private static Target yarn(MillpondServer server, String root, String part) throws IOException {
    return fabric(
        server.directory().resolve(FabricYarn.FIXTURE).resolve(root),
        part,
        FabricCatalog.application(FabricYarn.APPLICATION),
        "/logs?type=executor&fileName=stderr&containerId=" + FabricYarn.EXECUTOR);
  }

  /** The first file below a directory whose path has a part, read whole and in part. */
  private static Target fabric(Path directory, String part, String application, String query)
      throws IOException {
    return new Target(
        first(directory, part),
        List.of(
            application + query,
            application + query + "&isDownload=true&isPartial=true&offset=0&size=200",
            application + query + "&meta=true"));
  }

  private static Path first(Path directory, String part) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().contains(part) && Files.isRegularFile(file))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static Target export(MillpondServer server) throws IOException {
    String body =
        "{\"timeBegin\":\"%s\",\"timeEnd\":\"%s\",\"logContentTypeContains\":\"driver\"}"
            .formatted(AidpPlatform.BEGIN, AidpPlatform.END);
    RawResponse accepted = AidpPlatform.download(server.base(), AidpPlatform.CLUSTER, body);
    URI link = URI.create(accepted.headerOrEmpty("datalake-cluster-log-par-url"));
    FabricSession.ok(AidpLink.get(link));
    return new Target(
        first(server.directory().resolve("data"), ".export"), List.of(link.getRawPath()));
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void nothingFromOutside(Door door) throws Exception {
    race(door, Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  @Tag("slow")
  void nothingFromOutsideForLong(Door door) throws Exception {
    race(door, Duration.ofSeconds(15));
  }

  private static void race(Door door, Duration duration) throws Exception {
    MillpondServer server = new MillpondServer(door.plan);
    server.start();
    try {
      Target target = door.finder.find(server);
      String good = server.get(target.routes().getFirst()).latin1();
      assertThat(good).isNotEmpty().doesNotContain(Scratch.CANARY);
      Course course = new Course(System.nanoTime() + duration.toNanos());
      race(server, target, course, good);
      assertThat(course.whole).as("answers that had it all").hasPositiveValue();
      // A list may be remembered for a while; what is there again is found again.
      await().until(() -> server.get(target.routes().getFirst()).latin1().equals(good));
    } finally {
      server.stop();
    }
  }

  /** How long it goes on, and how many answers were what the file holds. */
  private record Course(long end, AtomicLong whole) {
    Course(long end) {
      this(end, new AtomicLong());
    }

    /** On a slow machine it goes on until at least one was. */
    boolean isOver() {
      long late = System.nanoTime() - end;
      return late > 0 && (whole.get() > 0 || late > Limits.READ_TIMEOUT.toNanos());
    }
  }

  private static void race(MillpondServer server, Target target, Course course, String good)
      throws Exception {
    Swapper swapper = Swapper.of(server.directory(), target.file());
    List<Future<?>> racing = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1)) {
      racing.add(
          threads.submit(() -> {
            while (!course.isOver()) {
              swapper.swapFile();
              swapper.swapDirectory();
            }
            return null;
          }));
      for (int i = 0; i < CLIENTS; i++) {
        racing.add(threads.submit(() -> ask(server.base(), target.routes(), course, good)));
      }
      for (Future<?> one : racing) {
        one.get();
      }
    }
  }

  private static void ask(URI base, List<String> routes, Course course, String good) {
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      batch.append(RawConnection.request("GET", routes.get(i % routes.size()), List.of()));
    }
    while (!course.isOver()) {
      try (RawConnection connection = RawConnection.open(base)) {
        while (!course.isOver()) {
          connection.send(batch.toString());
          for (int i = 0; i < BATCH; i++) {
            RawResponse answer = connection.receive("GET");
            assertThat(answer.latin1()).doesNotContain(Scratch.CANARY);
            if (answer.latin1().equals(good)) {
              course.whole.incrementAndGet();
            }
          }
        }
      } catch (IOException brokenOff) {
        // As it should be where the file changed: once more.
      }
    }
  }

  /** Puts links in the place of a file and of the directory it is in, and these back again. */
  private record Swapper(Path file, Path spare, Path outside) {
    static Swapper of(Path directory, Path file) {
      try {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        byte[] canary = (Scratch.CANARY + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[(int) Math.max(canary.length, Files.size(file))];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = canary[i % canary.length];
        }
        Files.write(outside.resolve(file.getFileName()), bytes);
        Path spare = Files.createDirectories(directory.resolve("spare"));
        return new Swapper(file, spare, outside);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void swapFile() throws IOException {
      Path link = spare.resolve("link");
      Path kept = spare.resolve("kept");
      Files.deleteIfExists(kept);
      Files.createLink(kept, file);
      Files.createSymbolicLink(link, outside.resolve(file.getFileName()));
      Files.move(link, file, StandardCopyOption.ATOMIC_MOVE);
      Files.move(kept, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void swapDirectory() throws IOException {
      Path directory = file.getParent();
      Path aside = spare.resolve("aside");
      Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
      Files.createSymbolicLink(directory, outside);
      Files.delete(directory);
      Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
