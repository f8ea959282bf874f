package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/** Fabric's routes over a Spark standalone cluster, the driver on a worker. */
class FabricStandaloneTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(FabricStandaloneTest::prepare);

  private static final String FIXTURE = "spark-standalone-4.2-cluster";
  private static final String APPLICATION = "app-20261120040251-0000";
  private static final String DRIVER = "driver-20261120040245-0000";
  private static final String PATH = FabricCatalog.application(APPLICATION);

  private static String prepare(Path directory) throws IOException {
    Path fixture = Fixtures.unpack(FIXTURE, directory);
    Path livyLog = FabricCatalog.writeLivyLog(directory);
    return Configs.node(directory, "gateway", "agent", List.of())
        + """
        clusters:
          - {name: spark, type: spark, workDirs: [%s], eventLogDirs: [%s]}
        """
            .formatted(
                Configs.quoted(fixture.resolve("work")), Configs.quoted(fixture.resolve("events")))
        + FabricCatalog.workspaces("spark", List.of(APPLICATION), Optional.of(livyLog));
  }

  private static byte[] original(String path) throws IOException {
    return Files.readAllBytes(SERVER.directory().resolve(FIXTURE).resolve("work").resolve(path));
  }

  static Stream<Case> vectors() throws IOException {
    return FabricVectors.rows(
        new FabricVectors.Target(
            PATH,
            DRIVER,
            List.of("stderr", "stdout"),
            original(DRIVER + "/stderr"),
            APPLICATION + "_0",
            original(APPLICATION + "/0/stderr"),
            FabricCatalog.livyLog(SERVER.directory()),
            Zip.files(SERVER.directory().resolve(FIXTURE).resolve("events"), APPLICATION)))
        .stream();
  }

  @ParameterizedTest
  @MethodSource
  void vectors(Case row) {
    row.run(SERVER);
  }

  @Test
  void theSessionIsListedWithItsApplication() {
    for (String list :
        List.of(
            "/v1/workspaces/" + FabricCatalog.WORKSPACE + "/spark/livySessions",
            FabricCatalog.ITEM + "/livySessions")) {
      JsonNode session = Json.parse(SERVER.get(list).text()).path("value").path(0);
      assertThat(session.path("livyId").asString()).isEqualTo(FabricCatalog.LIVY);
      assertThat(session.path("sparkApplicationId").asString()).isEqualTo(APPLICATION);
      assertThat(session.path("state").asString()).isEqualTo("Succeeded");
      assertThat(session.path("submittedDateTime").asString()).isEqualTo("2026-11-20T04:02:50Z");
    }
    assertThat(Json.parse(SERVER.get(FabricCatalog.SESSION).text()).path("itemType").asString())
        .isEqualTo("Notebook");
  }
}
