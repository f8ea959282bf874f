package io.millpond.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key that may be left out, left out. */
class DefaultsTest {
  @TempDir Path directory;
  private TestingFile file = new TestingFile(Path.of(""));

  @BeforeEach
  void newFile() {
    file = new TestingFile(directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "---\n...\n",
        "{}",
        "http:\nclusters:\nauth:\nlimits:\n",
        "\uFEFFhttp: {}\n"
      })
  void nothingIsConfigured(String yaml) throws Exception {
    Configuration configuration = file.load(yaml);

    assertThat(configuration.http().host()).isEqualTo("127.0.0.1");
    assertThat(configuration.http().port()).isEqualTo(8642);
    assertThat(configuration.http().publicUrl(8642)).isEqualTo(URI.create("http://127.0.0.1:8642"));
    assertThat(configuration.http().names()).isEmpty();
    assertThat(configuration.http().tls()).isEmpty();
    assertThat(configuration.http().corsOrigins()).isEmpty();
    assertThat(configuration.data()).isEqualTo(Path.of("/home/test/.millpond"));
    assertThat(configuration.database()).isEmpty();
    assertThat(configuration.node()).isEmpty();
    assertThat(configuration.clusters()).isEmpty();
    assertThat(configuration.workspaces()).isEmpty();
    assertThat(configuration.dataPlatforms()).isEmpty();
    assertThat(configuration.auth().required()).isTrue();
    assertThat(configuration.auth().issuers()).isEmpty();
    assertThat(configuration.auth().dcos()).isEmpty();
    assertThat(configuration.auth().oci()).isEmpty();
    assertThat(configuration.auth().ociSessions()).isEmpty();
    assertThat(configuration.auth().grants()).isEmpty();
    assertThat(configuration.auth().audit()).contains(Path.of("/home/test/.millpond/audit.jsonl"));
    assertThat(configuration.auth().auditRequired()).isTrue();
    assertThat(configuration.auth().auditKey()).isEmpty();
    assertThat(configuration.fabric().contentOffsetLimit()).isEmpty();
    assertThat(configuration.aidp().linkLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(configuration.aidp().maxWindow()).isEmpty();
    assertThat(configuration.records()).isEmpty();
    assertThat(configuration.limits().duration(LimitNames.IDLE_TIMEOUT))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void nodeTakesTheHostNameAndTheJournalsThatAreThere() throws Exception {
    file.withDirectories("run/log/journal").write("proc/sys/kernel/hostname", "node-7\n");

    NodeConfig node = file.load("node: {}").node().orElseThrow();

    assertThat(node)
        .isEqualTo(
            new NodeConfig(
                "node-7", NodeConfig.Role.AGENT, List.of(directory.resolve("run/log/journal"))));
    assertThat(file.load("node: {journal: []}").node().orElseThrow().journal()).isEmpty();
  }

  @Test
  void namesDefaultToIdsAndStatesToActive() throws Exception {
    Configuration configuration =
        file.load(
            """
            workspaces:
              - id: 6e335e92-a2a2-4b5a-970a-bd6a89fbb765
                items: [{id: cfafbeb1-8037-4d0c-896e-a46fb27ff229, type: Lakehouse}]
            dataPlatforms:
              - id: ocid1.aidataplatform.oc1.iad.example
                workspaces: [{key: ws1, clusters: [{key: etl}]}]
            records: [{pattern: "%d %m%n"}]
            """);

    assertThat(configuration.workspaces().getFirst().name())
        .isEqualTo("6e335e92-a2a2-4b5a-970a-bd6a89fbb765");
    assertThat(configuration.workspaces().getFirst().tenant()).isEmpty();
    assertThat(configuration.workspaces().getFirst().items().getFirst().name())
        .isEqualTo("cfafbeb1-8037-4d0c-896e-a46fb27ff229");
    DataPlatformConfig.Cluster cluster =
        configuration.dataPlatforms().getFirst().workspaces().getFirst().clusters().getFirst();
    assertThat(cluster.name()).isEqualTo("etl");
    assertThat(cluster.state()).isEqualTo(DataPlatformConfig.ClusterState.ACTIVE);
    assertThat(cluster.logs()).isEmpty();
    assertThat(cluster.events()).isEmpty();
    assertThat(configuration.records().getFirst().timeZone()).isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void auditFollowsData() throws Exception {
    assertThat(file.load("data: state").auth().audit())
        .contains(directory.resolve("state/audit.jsonl"));
  }

  @Test
  void publicUrlFollowsSchemeHostAndPort() throws Exception {
    file.with("server.pem", "server.key");
    HttpConfig http =
        file.load("http: {host: '::1', port: 0, tls: {certificate: server.pem, key: server.key}}")
            .http();

    assertThat(http.publicUrl(4711)).isEqualTo(URI.create("https://[::1]:4711"));
  }

  @Test
  void homeComesFromTheSystemWhereTheEnvironmentHasNone() throws Exception {
    assertThat(file.environment(Map.of()).load("").data())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".millpond"));
  }
}
