package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fabric's routes over YARN: the same answers on a node that has the containers' directories, and
 * where they are gone and the aggregated logs are left (IFile, compressed, eight uploads).
 */
class FabricYarnTest {
  @RegisterExtension static final MillpondServer NODE = new MillpondServer(FabricYarn::onTheNode);

  @RegisterExtension
  static final MillpondServer AGGREGATED = new MillpondServer(FabricYarn::aggregated);

  enum Where {
    ON_THE_NODE,
    IN_AGGREGATED_LOGS;

    MillpondServer server() {
      return this == ON_THE_NODE ? NODE : AGGREGATED;
    }
  }

  private static final List<String> GOLDEN =
      List.of(
          "driver-meta-stderr type=driver&meta=true&fileName=stderr",
          "driver-meta-stdout type=driver&meta=true&fileName=stdout",
          "driver-meta-stderr-active type=driver&meta=true&fileName=stderr-active",
          "rollingdriver-meta-stderr type=rollingdriver&meta=true&filenamePrefix=stderr",
          "rollingdriver-meta-stdout type=rollingdriver&meta=true&filenamePrefix=stdout",
          "executor-meta-stderr type=executor&meta=true&filenamePrefix=stderr",
          "executor-meta-stdout type=executor&meta=true&filenamePrefix=stdout");

  private static final String PATH = FabricCatalog.application(FabricYarn.APPLICATION);

  private static <T> Stream<Arguments> everywhere(List<T> rows) {
    return Stream.of(Where.values())
        .flatMap(where -> rows.stream().map(row -> Arguments.of(where, row)));
  }

  static Stream<Arguments> vectors() throws IOException {
    return everywhere(FabricVectors.rows(FabricYarn.target(NODE.directory())));
  }

  @ParameterizedTest
  @MethodSource
  void vectors(Where where, Case row) {
    row.run(where.server());
  }

  static Stream<Arguments> goldenAnswers() {
    return everywhere(GOLDEN);
  }

  @ParameterizedTest
  @MethodSource
  void goldenAnswers(Where where, String row) throws IOException {
    int blank = row.indexOf(' ');
    Path golden =
        where
            .server()
            .directory()
            .resolve(FabricYarn.FIXTURE + "/golden/" + row.substring(0, blank) + ".json");
    JsonNode answer =
        Json.parse(where.server().get(PATH + "/logs?" + row.substring(blank + 1)).text());
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

  static Stream<Arguments> everyFileIsItsOriginal() {
    return everywhere(FabricYarn.DRIVER_FILES);
  }

  @ParameterizedTest
  @MethodSource
  void everyFileIsItsOriginal(Where where, String name) throws IOException {
    assertThat(where.server().get(PATH + "/logs?type=driver&fileName=" + name).latin1())
        .isEqualTo(
            new String(
                FabricYarn.original(NODE.directory(), FabricYarn.DRIVER, name),
                StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @EnumSource
  void inClientModeTheDriverIsTheConsole(Where where) {
    String client = FabricCatalog.application(FabricYarn.CLIENT_MODE) + "/logs?type=driver";
    assertThat(where.server().get(client + "&fileName=stderr").text())
        .isEqualTo("console of the client\n");
    assertThat(where.server().get(client + "&fileName=stdout").status()).isEqualTo(404);
  }
}
