package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fabric's routes over the logs YARN has aggregated (IFile, compressed, eight uploads). */
class FabricYarnAggregatedTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(FabricYarn::aggregated);

  private static final String PATH = FabricCatalog.application(FabricYarn.APPLICATION);

  static Stream<Case> vectors() throws IOException {
    return FabricVectors.rows(FabricYarn.target(SERVER.directory())).stream();
  }

  @ParameterizedTest
  @MethodSource
  void vectors(Case row) {
    row.run(SERVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "driver-meta-stderr type=driver&meta=true&fileName=stderr",
        "driver-meta-stdout type=driver&meta=true&fileName=stdout",
        "driver-meta-stderr-active type=driver&meta=true&fileName=stderr-active",
        "rollingdriver-meta-stderr type=rollingdriver&meta=true&filenamePrefix=stderr",
        "rollingdriver-meta-stdout type=rollingdriver&meta=true&filenamePrefix=stdout",
        "executor-meta-stderr type=executor&meta=true&filenamePrefix=stderr",
        "executor-meta-stdout type=executor&meta=true&filenamePrefix=stdout",
      })
  void goldenAnswers(String row) throws IOException {
    int blank = row.indexOf(' ');
    Path golden =
        SERVER
            .directory()
            .resolve(FabricYarn.FIXTURE + "/golden/" + row.substring(0, blank) + ".json");
    JsonNode answer = Json.parse(SERVER.get(PATH + "/logs?" + row.substring(blank + 1)).text());
    assertThat(withoutAdditions(answer)).isEqualTo(Json.parse(Files.readString(golden)));
  }

  /** What is shown beside what the golden answers have: birth times, and the driver's members. */
  private static JsonNode withoutAdditions(JsonNode answer) {
    if (answer.isArray()) {
      answer.forEach(container ->
          container
              .path("containerLogMeta")
              .forEach(file -> ((ObjectNode) file).remove(List.of("length", "lastModified"))));
    } else if (answer.path("containerLogMeta") instanceof ObjectNode file) {
      file.remove("creationTime");
    }
    return answer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prelaunch.out",
        "stderr",
        "stderr-2026-11-20-03-56",
        "stderr-2026-11-20-03-57",
        "stderr-2026-11-20-03-58",
        "stderr-active",
        "stdout"
      })
  void everyFileIsItsOriginal(String name) throws IOException {
    assertThat(SERVER.get(PATH + "/logs?type=driver&fileName=" + name).latin1())
        .isEqualTo(
            new String(
                FabricYarn.original(SERVER.directory(), FabricYarn.DRIVER, name),
                StandardCharsets.ISO_8859_1));
  }

  @Test
  void inClientModeTheDriverIsTheConsole() {
    String client = FabricCatalog.application(FabricYarn.CLIENT_MODE) + "/logs?type=driver";
    assertThat(SERVER.get(client + "&fileName=stderr").text()).isEqualTo("console of the client\n");
    assertThat(SERVER.get(client + "&fileName=stdout").status()).isEqualTo(404);
  }
}
