package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.BEGIN;
import static io.millpond.conformance.AidpPlatform.END;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Applications that left files and nothing else, no event log and no service that tells of them: a
 * glob finds what their ids find.
 */
class AidpFilesOnlyTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(AidpFilesOnlyTest::prepare);

  private static final String NODE = "application_1795147326305_0003";
  private static final String GATHERED = "application_1795147326305_0004";
  private static final String STANDALONE = "app-20261120040251-0000";

  private static String prepare(Path directory) throws IOException {
    String container = NODE.replace("application", "container") + "_01_000001";
    log(directory.resolve("containers").resolve(NODE).resolve(container), "on the node");
    log(directory.resolve("work").resolve(STANDALONE).resolve("0"), "of a worker");
    log(directory.resolve("consoles").resolve(GATHERED), "console");
    Files.createDirectories(directory.resolve("remote/ann/bucket-logs-tfile/0004/" + GATHERED));
    String clusters =
        """
        clusters:
          - {name: hadoop, type: yarn, nodeManagerLogDirs: [%s], aggregatedLogDirs: [%s], driverLogDirs: [%s]}
          - {name: spark, type: spark, workDirs: [%s]}
        """
            .formatted(
                Configs.quoted(directory.resolve("containers")),
                Configs.quoted(directory.resolve("remote")),
                Configs.quoted(directory.resolve("consoles")),
                Configs.quoted(directory.resolve("work")));
    return Configs.node(directory, "gateway", "agent", List.of())
        + clusters
        + """
        dataPlatforms:
          - id: %s
            workspaces:
              - key: %s
                clusters:
                  - {key: hadoop-glob, logs: [{cluster: hadoop, applications: ["*"]}]}
                  - {key: hadoop-ids, logs: [{cluster: hadoop, applications: [%s, %s]}]}
                  - {key: spark-glob, logs: [{cluster: spark, applications: ["app-*"]}]}
                  - {key: spark-ids, logs: [{cluster: spark, applications: [%s]}]}
                  - {key: none, logs: [{cluster: hadoop, applications: ["etl-*"]}]}
        """
            .formatted(AidpPlatform.ID, AidpPlatform.WORKSPACE, NODE, GATHERED, STANDALONE);
  }

  private static void log(Path directory, String text) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("stderr"), "26/11/20 04:30:00 INFO Main: %s%n".formatted(text));
  }

  private static String body() {
    return "{\"timeBegin\":\"%s\",\"timeEnd\":\"%s\",\"logContentTypeContains\":\"e\"}"
        .formatted(BEGIN, END);
  }

  private static String export(String cluster) {
    RawResponse accepted = AidpPlatform.download(SERVER.base(), cluster, body());
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    return AidpLink.text(URI.create(accepted.headerOrEmpty("datalake-cluster-log-par-url")));
  }

  private static List<String> exported(String cluster) {
    return export(cluster).lines().filter(line -> !line.startsWith("# ")).toList();
  }

  private static List<String> searched(String cluster) {
    RawResponse answer = AidpPlatform.ask(SERVER.base(), cluster, "searchLogs", body());
    List<String> messages = new ArrayList<>();
    JsonNode results =
        Json.parse(FabricSession.ok(answer).text()).path("items").path(0).path("results");
    for (JsonNode result : results) {
      messages.add(result.path("data").path("logContent").path("data").path("message").asString());
    }
    return messages;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hadoop", "spark"})
  void aGlobFindsWhatTheIdFinds(String cluster) {
    List<String> byId = exported(cluster + "-ids");
    assertThat(byId).hasSize(cluster.equals("hadoop") ? 2 : 1);
    assertThat(exported(cluster + "-glob")).isEqualTo(byId);
    assertThat(searched(cluster + "-glob"))
        .isEqualTo(searched(cluster + "-ids"))
        .hasSize(byId.size());
  }

  @Test
  void aGlobThatMatchesNothingIsTold() {
    assertThat(export("none").lines().toList())
        .contains("# skipped \"hadoop/etl-*\": no application matches")
        .last()
        .asString()
        .startsWith("# End: ")
        .doesNotContain("INCOMPLETE");
    RawResponse answer = AidpPlatform.ask(SERVER.base(), "none", "searchLogs", body());
    JsonNode summary = Json.parse(FabricSession.ok(answer).text()).path("items").path(0);
    assertThat(summary.toString()).contains("hadoop/etl-*").contains("no application matches");
  }
}
