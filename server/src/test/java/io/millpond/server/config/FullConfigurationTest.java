package io.millpond.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of the contract, set to something that is not its default. */
class FullConfigurationTest {
  static final String FULL =
      """
      http:
        host: "::1"
        port: 9000
        publicUrl: https://logs.example.com/millpond/
        names: [Logs.internal, "[2001:db8::1]"]
        tls: {certificate: server.pem, key: server.key}
        cors: [https://grafana.example.com, "http://localhost:3000"]
      data: state
      database: {url: "jdbc:postgresql://db/millpond?password=hunter1", user: mill, password: hunter2}
      node:
        id: agent-1
        role: master
        journal: [journal, run-journal]
      clusters:
        - name: mesos-main
          type: mesos
          state: http://leader.mesos:5050/state
          workDir: slave
          agents:
            7d3c0f4a-S1: http://10.0.0.11:8642/
        - name: hadoop
          type: yarn
          resourceManager: http://rm:8088
          nodeManagerLogDirs: [yarn/1, yarn/2]
          aggregatedLogDirs: ["file:remote%20logs", remote]
          eventLogDirs: [events]
          nodeId: host:45454
          driverLogDirs: [drivers]
          historyServer: http://history:18080
          livy: http://livy:8998/
        - name: spark
          type: spark
          master: http://master:8080
          workDirs: [work]
          eventLogDirs: [events]
          driverLogDirs: [drivers]
          historyServer: http://history:18081
          livy: http://livy:8999
        - name: k8s
          type: kubernetes
          podLogDir: pods
          pods: file:pods.json
          eventLogDirs: [events]
          historyServer: http://history:18082
          podsTokenFile: auth.secret
          podsCaFile: server.pem
      workspaces:
        - id: 6e335e92-a2a2-4b5a-970a-bd6a89fbb765
          name: Analytics
          tenant: 72f988bf-86f1-41af-91ab-2d7cd011db47
          items:
            - id: cfafbeb1-8037-4d0c-896e-a46fb27ff229
              type: SparkJobDefinition
              name: Sales
              livySessions:
                - id: 431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7
                  cluster: hadoop
                  applications: [application_1741176604085_0001]
                  livyLog: livy/not-there-yet.log
      dataPlatforms:
        - id: ocid1.aidataplatform.oc1.iad.example
          workspaces:
            - key: ws1
              clusters:
                - key: etl
                  name: ETL
                  state: STOPPED
                  logs: [{cluster: spark, applications: ["*"]}]
                  events: not-there-yet.jsonl
      auth:
        required: false
        issuers:
          - issuer: https://login.microsoftonline.com/tenant/v2.0
            audiences: [https://api.fabric.microsoft.com]
            jwks: file:jwks.json
          - issuer: https://id.example.com
            audiences: [a, b]
            algorithms: [ES384, RS512]
            scopes: [Logs.Read]
            jwks: https://id.example.com/keys
        dcos: {secretFile: auth.secret}
        oci:
          - keyId: ocid1.tenancy/ocid1.user/aa:bb
            publicKey: alice.pem
            principal: alice
        ociSessions: {publicKey: issuer.pem}
        grants:
          - principal: oci:alice
            allow:
              - millpond:admin
              - dcos:superuser
              - dcos:adminrouter:ops:system-logs
              - dcos:adminrouter:system:agent
              - workspace:6e335e92-a2a2-4b5a-970a-bd6a89fbb765:read
              - item:6e335e92-a2a2-4b5a-970a-bd6a89fbb765/cfafbeb1-8037-4d0c-896e-a46fb27ff229:read
              - cluster:ocid1.aidataplatform/ws1/etl:read
        audit: state/reads.jsonl
        auditRequired: false
        auditKey: auth.secret
      fabric: {contentOffsetLimit: 20000}
      aidp: {linkLifetime: 90m, maxWindow: 7d}
      records:
        - pattern: "%d{yy/MM/dd HH:mm:ss} %p [%t] %c{1}: %m%n%ex"
          timeZone: Europe/Berlin
      limits: {idleTimeout: 5m, maxRequestHeaderSize: 64KiB, maxConnections: 0x100}
      """;

  @TempDir Path directory;
  private TestingFile file = new TestingFile(Path.of(""));

  /** A directory with everything that {@link #FULL} names. */
  static TestingFile prepare(Path directory) {
    return new TestingFile(directory)
        .with("server.pem", "server.key", "pods.json", "jwks.json", "auth.secret")
        .with("alice.pem", "issuer.pem")
        .withDirectories("state", "journal", "run-journal", "slave", "yarn/1", "yarn/2")
        .withDirectories("remote logs", "remote", "events", "work", "drivers", "pods");
  }

  @BeforeEach
  void files() {
    file = prepare(directory);
  }

  private Path at(String path) {
    return directory.resolve(path);
  }

  @Test
  void httpDataAndDatabase() throws Exception {
    Configuration configuration = file.load(FULL);

    assertThat(configuration.http())
        .isEqualTo(
            new HttpConfig(
                "::1",
                9000,
                Optional.of(URI.create("https://logs.example.com/millpond")),
                List.of("Logs.internal", "2001:db8::1"),
                Optional.of(new TlsConfig(at("server.pem"), at("server.key"))),
                List.of("https://grafana.example.com", "http://localhost:3000")));
    assertThat(configuration.http().publicUrl(1))
        .isEqualTo(URI.create("https://logs.example.com/millpond"));
    assertThat(configuration.http().names())
        .containsExactlyInAnyOrder("logs.example.com", "Logs.internal", "2001:db8::1");
    assertThat(configuration.data()).isEqualTo(at("state"));
    assertThat(configuration.database())
        .contains(
            new DatabaseConfig(
                "jdbc:postgresql://db/millpond?password=hunter1",
                Optional.of("mill"),
                Optional.of(new Secret("hunter2"))));
  }

  @Test
  void node() throws Exception {
    assertThat(file.load(FULL).node())
        .contains(
            new NodeConfig(
                "agent-1", NodeConfig.Role.MASTER, List.of(at("journal"), at("run-journal"))));
  }

  @Test
  void clusters() throws Exception {
    assertThat(file.load(FULL).clusters())
        .containsExactly(
            new ClusterConfig.Mesos(
                "mesos-main",
                Optional.of(new Source.Url(URI.create("http://leader.mesos:5050/state"))),
                Optional.of(at("slave")),
                Map.of("7d3c0f4a-S1", URI.create("http://10.0.0.11:8642"))),
            new ClusterConfig.Yarn(
                "hadoop",
                Optional.of(URI.create("http://rm:8088")),
                List.of(at("yarn/1"), at("yarn/2")),
                List.of(at("remote logs"), at("remote")),
                List.of(at("events")),
                Optional.of("host:45454"),
                List.of(at("drivers")),
                Optional.of(URI.create("http://history:18080")),
                Optional.of(URI.create("http://livy:8998"))),
            new ClusterConfig.Spark(
                "spark",
                Optional.of(URI.create("http://master:8080")),
                List.of(at("work")),
                List.of(at("events")),
                List.of(at("drivers")),
                Optional.of(URI.create("http://history:18081")),
                Optional.of(URI.create("http://livy:8999"))),
            new ClusterConfig.Kubernetes(
                "k8s",
                Optional.of(at("pods")),
                Optional.of(new Source.File(at("pods.json"))),
                List.of(at("events")),
                Optional.of(URI.create("http://history:18082")),
                Optional.of(at("auth.secret")),
                Optional.of(at("server.pem"))));
  }

  @Test
  void workspaces() throws Exception {
    assertThat(file.load(FULL).workspaces())
        .containsExactly(
            new WorkspaceConfig(
                UUID.fromString("6e335e92-a2a2-4b5a-970a-bd6a89fbb765"),
                "Analytics",
                Optional.of("72f988bf-86f1-41af-91ab-2d7cd011db47"),
                List.of(
                    new WorkspaceConfig.Item(
                        UUID.fromString("cfafbeb1-8037-4d0c-896e-a46fb27ff229"),
                        WorkspaceConfig.ItemType.SPARK_JOB_DEFINITION,
                        "Sales",
                        List.of(
                            new WorkspaceConfig.LivySession(
                                UUID.fromString("431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7"),
                                "hadoop",
                                List.of("application_1741176604085_0001"),
                                Optional.of(at("livy/not-there-yet.log"))))))));
  }

  @Test
  void dataPlatforms() throws Exception {
    assertThat(file.load(FULL).dataPlatforms())
        .containsExactly(
            new DataPlatformConfig(
                "ocid1.aidataplatform.oc1.iad.example",
                List.of(
                    new DataPlatformConfig.Workspace(
                        "ws1",
                        List.of(
                            new DataPlatformConfig.Cluster(
                                "etl",
                                "ETL",
                                DataPlatformConfig.ClusterState.STOPPED,
                                List.of(new DataPlatformConfig.Logs("spark", List.of("*"))),
                                Optional.of(at("not-there-yet.jsonl"))))))));
  }

  @Test
  void auth() throws Exception {
    AuthConfig auth = file.load(FULL).auth();

    assertThat(auth.required()).isFalse();
    assertThat(auth.issuers())
        .containsExactly(
            new AuthConfig.Issuer(
                "https://login.microsoftonline.com/tenant/v2.0",
                List.of("https://api.fabric.microsoft.com"),
                List.of("RS256", "PS256", "ES256"),
                List.of("user_impersonation"),
                new Source.File(at("jwks.json"))),
            new AuthConfig.Issuer(
                "https://id.example.com",
                List.of("a", "b"),
                List.of("ES384", "RS512"),
                List.of("Logs.Read"),
                new Source.Url(URI.create("https://id.example.com/keys"))));
    assertThat(auth.dcos()).contains(new AuthConfig.Dcos.SecretFile(at("auth.secret")));
    assertThat(auth.oci())
        .containsExactly(
            new AuthConfig.OciKey("ocid1.tenancy/ocid1.user/aa:bb", at("alice.pem"), "alice"));
    assertThat(auth.ociSessions()).contains(at("issuer.pem"));
    assertThat(auth.grants())
        .containsExactly(
            new AuthConfig.Grant(
                "oci:alice",
                List.of(
                    "millpond:admin",
                    "dcos:superuser",
                    "dcos:adminrouter:ops:system-logs",
                    "dcos:adminrouter:system:agent",
                    "workspace:6e335e92-a2a2-4b5a-970a-bd6a89fbb765:read",
                    "item:6e335e92-a2a2-4b5a-970a-bd6a89fbb765"
                        + "/cfafbeb1-8037-4d0c-896e-a46fb27ff229:read",
                    "cluster:ocid1.aidataplatform/ws1/etl:read")));
    assertThat(auth.audit()).contains(at("state/reads.jsonl"));
    assertThat(auth.auditRequired()).isFalse();
    assertThat(auth.auditKey()).contains(at("auth.secret"));
  }

  @Test
  void dcosPublicKey() throws Exception {
    assertThat(file.load("auth: {dcos: {publicKey: issuer.pem}}").auth().dcos())
        .contains(new AuthConfig.Dcos.PublicKey(at("issuer.pem")));
  }

  @Test
  void fabricAidpRecordsAndLimits() throws Exception {
    Configuration configuration = file.load(FULL);

    assertThat(configuration.fabric()).isEqualTo(new FabricConfig(OptionalLong.of(20_000)));
    assertThat(file.load("fabric: {contentOffsetLimit: none}").fabric())
        .isEqualTo(new FabricConfig(OptionalLong.empty()));
    assertThat(configuration.aidp())
        .isEqualTo(new AidpConfig(Duration.ofMinutes(90), Optional.of(Duration.ofDays(7))));
    assertThat(file.load("aidp: {maxWindow: none}").aidp().maxWindow()).isEmpty();
    assertThat(configuration.records())
        .containsExactly(
            new RecordsConfig(
                "%d{yy/MM/dd HH:mm:ss} %p [%t] %c{1}: %m%n%ex", ZoneId.of("Europe/Berlin")));
    LimitsConfig limits = configuration.limits();
    assertThat(limits.duration(LimitNames.IDLE_TIMEOUT)).isEqualTo(Duration.ofMinutes(5));
    assertThat(limits.get(LimitNames.MAX_REQUEST_HEADER_BYTES)).isEqualTo(65_536);
    assertThat(limits.get(LimitNames.MAX_CONNECTIONS)).isEqualTo(256);
  }

  /** Each bound is taken, and another value than the default is what it is then. */
  @ParameterizedTest
  @CsvSource({
    "headTimeout, 2s, 2000",
    "keepAliveTimeout, 2s, 2000",
    "readTimeout, 2s, 2000",
    "minReadRate, 0B, 0",
    "minReadRate, 2KiB, 2048",
    "maxConnectionsPerAddress, 0, 0",
    "maxRequests, 7, 7",
    "maxRequestsPerCaller, 7, 7",
    "maxRequestRatePerCaller, 0, 0",
    "maxFollowers, 7, 7",
    "maxFollowersPerCaller, 7, 7",
    "maxFailureRatePerAddress, 7, 7"
  })
  void boundsOfCallers(String name, String text, long value) throws Exception {
    LimitName limit =
        LimitNames.standard().stream().filter(one -> one.name().equals(name)).findAny().get();
    LimitsConfig set = file.load("limits: {" + name + ": " + text + "}").limits();
    assertThat(set.get(limit)).isEqualTo(value).isNotEqualTo(limit.defaultValue());
    assertThat(set.getIfSet(limit)).isEqualTo(value);
    assertThat(file.load("limits: {}").limits().getIfSet(limit)).isZero();
  }

  @Test
  void secretsAreInNoText() throws Exception {
    assertThat(file.load(FULL).toString()).contains("jdbc:postgresql").doesNotContain("hunter");
  }
}
