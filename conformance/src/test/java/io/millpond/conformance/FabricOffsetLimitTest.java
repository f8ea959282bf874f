package io.millpond.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code fabric.contentOffsetLimit}: the letter of the document, over every kind of cluster. */
class FabricOffsetLimitTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(FabricOffsetLimitTest::prepare);

  private static final int LIMIT = 20_000;
  private static final String STANDALONE = "spark-standalone-4.2-cluster";
  private static final String PODS = "kubernetes-pods";

  /**
   * An application, and where the driver's log is that it is compared with.
   *
   * @param livyId of its session
   */
  private record Place(String cluster, String livyId, String application, String original) {
    String path() {
      return FabricCatalog.ITEM + "/livySessions/" + livyId + "/applications/" + application;
    }
  }

  private static final List<Place> PLACES =
      List.of(
          new Place(
              "spark",
              "431e8d7b-4a95-4c02-8ccd-6faef5ba1b01",
              "app-20261120040251-0000",
              String.join("/", STANDALONE, "work", "driver-20261120040245-0000", "stderr")),
          new Place(
              "hadoop",
              "431e8d7b-4a95-4c02-8ccd-6faef5ba1b02",
              FabricYarn.APPLICATION,
              FabricYarn.FIXTURE
                  + "/logs/"
                  + FabricYarn.APPLICATION
                  + "/"
                  + FabricYarn.DRIVER
                  + "/stderr"),
          new Place(
              "k8s",
              "431e8d7b-4a95-4c02-8ccd-6faef5ba1b03",
              "spark-222312dcd82ac406b57c7be2440521f8",
              PODS + "/expected/labpi-e3a46834a16dd8ce-driver/spark-kubernetes-driver.stderr"));

  private static String prepare(Path directory) throws IOException {
    Path standalone = Fixtures.unpack(STANDALONE, directory);
    Path yarn = Fixtures.unpack(FabricYarn.FIXTURE, directory);
    Path pods = Fixtures.unpack(PODS, directory);
    Path livyLog = FabricCatalog.writeLivyLog(directory);
    StringBuilder sessions = new StringBuilder();
    for (Place place : PLACES) {
      sessions.append(
          "          - {id: %s, cluster: %s, applications: [%s], livyLog: %s}\n"
              .formatted(
                  place.livyId(), place.cluster(), place.application(), Configs.quoted(livyLog)));
    }
    return Configs.node(directory, "gateway", "agent", List.of())
        + """
        fabric: {contentOffsetLimit: %d}
        clusters:
          - {name: spark, type: spark, workDirs: [%s], eventLogDirs: [%s]}
          - {name: hadoop, type: yarn, aggregatedLogDirs: [%s], eventLogDirs: [%s]}
          - {name: k8s, type: kubernetes, podLogDir: %s, pods: %s}
        workspaces:
          - id: %s
            items:
              - id: %s
                type: Notebook
                livySessions:
        """
            .formatted(
                LIMIT,
                Configs.quoted(standalone.resolve("work")),
                Configs.quoted(standalone.resolve("events")),
                Configs.quoted(yarn.resolve("remote")),
                Configs.quoted(yarn.resolve("events")),
                Configs.quoted(pods.resolve("var/log/pods")),
                Configs.quoted(pods.resolve("pods.json")),
                FabricCatalog.WORKSPACE,
                FabricCatalog.NOTEBOOK)
        + sessions;
  }

  static Stream<Case> rows() throws IOException {
    List<Case> rows = new ArrayList<>();
    for (Place place : PLACES) {
      byte[] stderr = Files.readAllBytes(SERVER.directory().resolve(place.original()));
      String file = place.path() + "/logs?type=driver&fileName=stderr";
      String part = file + "&isDownload=true&isPartial=true&offset=";
      String name = place.cluster() + ": ";
      int behind = LIMIT + 1;
      rows.add(
          Case.fabric(name + "the limit", part + LIMIT + "&size=9")
              .status(200)
              .bodyBytes(
                  Arrays.copyOfRange(stderr, Math.min(LIMIT, stderr.length), end(stderr.length))));
      for (String offset : List.of(Integer.toString(behind), "9000000000000000000")) {
        rows.add(
            Case.fabric(name + "beyond it: " + offset, part + offset)
                .fabricError(400, "InvalidParameter")
                .expect("names the key", r -> r.text().contains("contentOffsetLimit")));
      }
      rows.add(
          Case.fabric(name + "an offset that does not count", file + "&offset=" + behind)
              .status(200)
              .bodyBytes(stderr));
      rows.add(
          Case.fabric(
                  name + "a list of containers",
                  place.path() + "/logs?type=executor&meta=true&offset=" + behind)
              .status(200)
              .body("[]"));
      rows.add(
          Case.fabric(
                  name + "the Livy log",
                  place.path() + "/logs?type=livy&isDownload=true&isPartial=true&offset=" + behind)
              .status(200)
              .body(""));
    }
    return rows.stream();
  }

  private static int end(int length) {
    return Math.clamp(length, Math.min(LIMIT, length), LIMIT + 9);
  }

  @ParameterizedTest
  @MethodSource
  void rows(Case row) {
    row.run(SERVER);
  }
}
