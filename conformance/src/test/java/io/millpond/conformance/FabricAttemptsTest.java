package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Fabric's routes over an application with two attempts, and over a compressed TFile. */
class FabricAttemptsTest {
  @RegisterExtension
  static final MillpondServer NODE = new MillpondServer(FabricAttempts::onTheNode);

  @RegisterExtension
  static final MillpondServer AGGREGATED = new MillpondServer(FabricAttempts::aggregated);

  enum Where {
    ON_THE_NODE,
    IN_A_COMPRESSED_TFILE;

    MillpondServer server() {
      return this == ON_THE_NODE ? NODE : AGGREGATED;
    }
  }

  private static final String PATH = FabricCatalog.application(FabricAttempts.APPLICATION);

  static Stream<Arguments> rows() throws IOException {
    List<Case> rows = new ArrayList<>();
    for (String attempt : List.of("/1", "/2", "")) {
      attempt(attempt, attempt.equals("/1") ? 1 : 2, rows);
    }
    String file = "/logs?type=driver&fileName=stderr";
    String meta = "/logs?type=executor&meta=true";
    for (String tail : List.of(file, meta, "/logs?type=rollingdriver&meta=true", "/logs")) {
      rows.add(Case.fabric("attempt 9" + tail, PATH + "/9" + tail).status(404));
      rows.add(
          Case.fabric("attempt 0" + tail, PATH + "/0" + tail).fabricError(400, "InvalidParameter"));
      rows.add(
          Case.fabric("attempt x" + tail, PATH + "/x" + tail).fabricError(400, "InvalidParameter"));
    }
    return Stream.of(Where.values())
        .flatMap(where -> rows.stream().map(row -> Arguments.of(where, row)));
  }

  private static void attempt(String path, int attempt, List<Case> rows) throws IOException {
    String name = (path.isEmpty() ? "no attempt" : "attempt " + attempt) + ": ";
    String driver = FabricAttempts.container(attempt, 1);
    String executor = FabricAttempts.container(attempt, 2);
    byte[] stderr = FabricAttempts.log(NODE.directory(), attempt, 1, "stderr");
    byte[] ofExecutor = FabricAttempts.log(NODE.directory(), attempt, 2, "stderr");
    String file = PATH + path + "/logs?type=driver&fileName=stderr";
    String part = file + "&isDownload=true&isPartial=true&offset=1000&size=500";
    String others = "&containerId=" + FabricAttempts.container(3 - attempt, 1);
    rows.add(Case.fabric(name + "the driver", file).status(200).bodyBytes(stderr));
    rows.add(
        Case.fabric(name + "its container", file + "&containerId=" + driver).bodyBytes(stderr));
    rows.add(
        Case.fabric(name + "another attempt's container", file + others)
            .fabricError(404, "EntityNotFound"));
    rows.add(Case.fabric(name + "a part", part).bodyBytes(Arrays.copyOfRange(stderr, 1000, 1500)));
    rows.add(
        Case.fabric(name + "the list", PATH + path + "/logs?type=rollingdriver&meta=true")
            .expect(
                "its driver",
                r -> Json.parse(r.text()).path("containerId").asString("").equals(driver)));
    rows.add(
        Case.fabric(name + "all containers", PATH + path + "/logs?type=executor&meta=true")
            .expect("its own", r -> containers(r).equals(own(attempt))));
    rows.add(
        Case.fabric(
                name + "an executor",
                PATH + path + "/logs?type=executor&fileName=stderr&containerId=" + executor)
            .bodyBytes(ofExecutor));
    rows.add(
        Case.fabric(name + "the event logs", PATH + path + "/logs")
            .status(200)
            .expect("one of each attempt", r -> Zip.of(r).equals(eventLogs(path, attempt))));
  }

  private static List<String> own(int attempt) {
    return Stream.of(1, 2, 3).map(number -> FabricAttempts.container(attempt, number)).toList();
  }

  private static Map<String, String> eventLogs(String path, int attempt) {
    return path.isEmpty()
        ? Map.of(FabricAttempts.eventLog(1), eventLog(1), FabricAttempts.eventLog(2), eventLog(2))
        : Map.of(FabricAttempts.eventLog(attempt), eventLog(attempt));
  }

  private static String eventLog(int attempt) {
    try {
      return Zip.text(FabricAttempts.eventLog(NODE.directory(), attempt));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> containers(RawResponse answer) {
    List<String> ids = new ArrayList<>();
    Json.parse(answer.text())
        .forEach(container -> ids.add(container.path("containerId").asString("")));
    return ids;
  }

  @ParameterizedTest
  @MethodSource
  void rows(Where where, Case row) {
    row.run(where.server());
  }

  @ParameterizedTest
  @EnumSource
  void theSessionTellsOfTheLastAttempt(Where where) {
    JsonNode session = Json.parse(where.server().get(FabricCatalog.SESSION).text());
    assertThat(session.path("attemptNumber").asInt()).isEqualTo(2);
    assertThat(session.path("sparkApplicationId").asString()).isEqualTo(FabricAttempts.APPLICATION);
    assertThat(session.path("state").asString()).isEqualTo("Unknown"); // Spark 3 tells no more
  }
}
