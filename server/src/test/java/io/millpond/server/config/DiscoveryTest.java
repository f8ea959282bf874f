package io.millpond.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} does without a file. */
class DiscoveryTest {
  @TempDir Path root;

  @Test
  void anEmptyMachine() {
    Discovery discovery = Configuration.discover(root, Map.of("HOME", "/home/test"));

    assertThat(discovery.report())
        .containsExactly(
            "not there " + root.resolve("var/log/journal") + " (systemd journal)",
            "not there " + root.resolve("run/log/journal") + " (systemd journal)",
            "not there " + root.resolve("var/log/pods") + " (Kubernetes pod logs)",
            "not there " + root.resolve("var/lib/mesos/slave") + " (Mesos sandboxes)",
            "not set   $SPARK_HOME (Spark standalone work directories)",
            "no configuration file: listening on 127.0.0.1 only, and no credentials are asked for");
    assertThat(discovery.configuration().clusters()).isEmpty();
    assertThat(discovery.configuration().node().orElseThrow().journal()).isEmpty();
  }

  @Test
  void aMachineWithEverything() {
    new TestingFile(root)
        .withDirectories("var/log/journal", "run/log/journal", "var/log/pods")
        .withDirectories("var/lib/mesos/slave", "opt/spark/work")
        .write("proc/sys/kernel/hostname", "node-7\n");
    Discovery discovery =
        Configuration.discover(root, Map.of("HOME", "/home/test", "SPARK_HOME", "/opt/spark"));
    Configuration configuration = discovery.configuration();

    assertThat(discovery.report().subList(0, 5)).allMatch(line -> line.startsWith("found "));
    assertThat(configuration.node())
        .contains(
            new NodeConfig(
                "node-7",
                NodeConfig.Role.AGENT,
                List.of(root.resolve("var/log/journal"), root.resolve("run/log/journal"))));
    assertThat(configuration.clusters())
        .containsExactly(
            new ClusterConfig.Kubernetes(
                "kubernetes",
                Optional.of(root.resolve("var/log/pods")),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new ClusterConfig.Mesos(
                "mesos",
                Optional.empty(),
                Optional.of(root.resolve("var/lib/mesos/slave")),
                Map.of()),
            new ClusterConfig.Spark(
                "spark",
                Optional.empty(),
                List.of(root.resolve("opt/spark/work")),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void asksForNoCredentialsBecauseOnlyThisMachineCanConnect() {
    Configuration configuration = Configuration.discover(root, Map.of()).configuration();

    assertThat(configuration.auth().required()).isFalse();
    assertThat(configuration.http().isLoopback()).isTrue();
  }

  @Test
  void theRestIsAsInAnEmptyFile() throws Exception {
    Map<String, String> environment = Map.of("HOME", "/home/test");
    Configuration found = Configuration.discover(root, environment).configuration();
    Configuration empty = new TestingFile(root).environment(environment).load("");

    assertThat(found.http()).isEqualTo(empty.http());
    assertThat(found.data()).isEqualTo(empty.data());
    assertThat(found.auth().audit()).isEmpty();
    assertThat(found.fabric()).isEqualTo(empty.fabric());
    assertThat(found.aidp()).isEqualTo(empty.aidp());
    assertThat(found.limits()).isEqualTo(empty.limits());
  }
}
