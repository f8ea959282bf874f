package io.millpond.exports.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.events.EventLogs;
import io.millpond.clusters.kubernetes.KubernetesCluster;
import io.millpond.clusters.kubernetes.Pods;
import io.millpond.clusters.spark.SparkCluster;
import io.millpond.clusters.yarn.YarnCluster;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Clusters over the shared test data, where it is present; tests are skipped where it is not. */
final class Fixtures {
  private Fixtures() {}

  private static Path unpack(String archive, Path target) throws IOException, InterruptedException {
    String folder = System.getProperty("millpond.fixtures", "");
    Path file = Path.of(folder).resolve(archive + ".tar.gz");
    assumeTrue(!folder.isEmpty() && Files.isRegularFile(file), "needs " + archive);
    Process tar =
        new ProcessBuilder("tar", "-xpzf", file.toString(), "-C", target.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).as(output).isZero();
    return target.resolve(archive);
  }

  private static EventLogs events(Path directory, SharedFiles files) throws IOException {
    return EventLogs.open(List.of(Files.createDirectories(directory)), files);
  }

  /** A standalone cluster whose driver's console was kept, where there is one. */
  static ApplicationCluster spark(String name, String archive, Path target, SharedFiles files)
      throws IOException, InterruptedException {
    Path run = unpack(archive, target);
    Path consoles = Files.createDirectories(target.resolve(archive + "-consoles"));
    try (EventLogs logs = events(run.resolve("events"), files)) {
      if (!archive.endsWith("-cluster")) {
        Files.move(run.resolve("client"), consoles.resolve(logs.applications().getFirst().id()));
      }
    }
    return SparkCluster.open(
        name,
        events(run.resolve("events"), files),
        List.of(run.resolve("work")),
        List.of(consoles),
        files);
  }

  static ApplicationCluster yarn(String archive, boolean isLocal, Path target, SharedFiles files)
      throws IOException, InterruptedException {
    Path run = unpack(archive, target);
    YarnCluster.Directories directories =
        new YarnCluster.Directories(
            isLocal ? List.of(run.resolve("logs")) : List.of(),
            isLocal ? List.of() : List.of(run.resolve("remote")),
            List.of(),
            Optional.empty());
    return YarnCluster.open(
        "hadoop", events(run.resolve("events"), files), directories, Optional.empty(), files);
  }

  static ApplicationCluster kubernetes(Path target, SharedFiles files)
      throws IOException, InterruptedException {
    Path run = unpack("kubernetes-pods", target);
    return KubernetesCluster.open(
        "k8s",
        events(target.resolve("no-events"), files),
        Pods.file(run.resolve("pods.json")),
        Optional.of(run.resolve("var/log/pods")),
        files);
  }
}
