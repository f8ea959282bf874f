package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Fabric's routes over the pod logs of a Kubernetes node. */
class FabricKubernetesTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(FabricKubernetesTest::prepare);

  private static final String APPLICATION = "spark-222312dcd82ac406b57c7be2440521f8";
  private static final String RUNNING = "spark-795f3202b17cb6bc3d4b771d8c6c9eaf";
  private static final String POD = "labpi-e3a46834a16dd8ce-";
  private static final String PATH = FabricCatalog.application(APPLICATION);

  private static String prepare(Path directory) throws IOException {
    Path fixture = Fixtures.unpack("kubernetes-pods", directory);
    Path events = Files.createDirectory(directory.resolve("events"));
    Files.writeString(
        events.resolve(APPLICATION),
        """
        {"Event":"SparkListenerLogStart","Spark Version":"4.2.0"}
        {"Event":"SparkListenerApplicationStart","App Name":"LabPi","App ID":"%s","Timestamp":1795147341992,"User":"root"}
        {"Event":"SparkListenerApplicationEnd","Timestamp":1795147375352,"ExitCode":0}
        """
            .formatted(APPLICATION));
    return Configs.node(directory, "gateway", "agent", List.of())
        + """
        clusters:
          - {name: k8s, type: kubernetes, podLogDir: %s, pods: %s, eventLogDirs: [%s]}
        """
            .formatted(
                Configs.quoted(fixture.resolve("var/log/pods")),
                Configs.quoted(fixture.resolve("pods.json")),
                Configs.quoted(events))
        + FabricCatalog.workspaces(
            "k8s",
            List.of(APPLICATION, RUNNING),
            Optional.of(FabricCatalog.writeLivyLog(directory)));
  }

  private static byte[] expected(String file) throws IOException {
    return Files.readAllBytes(SERVER.directory().resolve("kubernetes-pods/expected").resolve(file));
  }

  static Stream<Case> vectors() throws IOException {
    return FabricVectors.rows(
        new FabricVectors.Target(
            PATH,
            POD + "driver",
            List.of("stderr", "stdout"),
            expected(POD + "driver/spark-kubernetes-driver.stderr"),
            POD + "exec-1",
            expected(POD + "exec-1/spark-kubernetes-executor.stderr"),
            FabricCatalog.livyLog(SERVER.directory()),
            Zip.files(SERVER.directory().resolve("events"), APPLICATION)))
        .stream();
  }

  @ParameterizedTest
  @MethodSource
  void vectors(Case row) {
    row.run(SERVER);
  }

  @Test
  void standardOutputIsTheOtherStream() throws IOException {
    assertThat(SERVER.get(PATH + "/logs?type=driver&fileName=stdout").latin1())
        .isEqualTo(
            new String(
                expected(POD + "driver/spark-kubernetes-driver.stdout"),
                StandardCharsets.ISO_8859_1));
  }

  @Test
  void aRunningApplicationIsInProgress() {
    JsonNode session = Json.parse(SERVER.get(FabricCatalog.SESSION).text());
    assertThat(session.path("sparkApplicationId").asString()).isEqualTo(RUNNING);
    assertThat(session.path("state").asString()).isEqualTo("InProgress");
  }
}
