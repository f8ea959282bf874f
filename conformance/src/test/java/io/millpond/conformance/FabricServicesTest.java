package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * What Fabric's routes gain by a resource manager and a master, and that they need neither.
 * Millpond waits for such a service for a second only, which may be short on a busy machine: what
 * they tell is asked for until it is there.
 */
class FabricServicesTest {
  private static final String DIED = "application_1700000000000_0042";
  private static final String DIED_DRIVER = "container_1700000000000_0042_01_000001";
  private static final String KILLED = "application_1700000000000_0043";
  private static final String STANDALONE = "app-20261120040251-0000";
  private static final String APPS = "/ws/v1/cluster/apps";

  /** A session of the one application, by the cluster it ran on. */
  private static final Map<String, String> SESSIONS =
      new TreeMap<>(
          Map.of(
              "died", "131e8d7b-4a95-4c02-8ccd-6faef5ba1bd7",
              "livy", "631e8d7b-4a95-4c02-8ccd-6faef5ba1bd7",
              "killed", "231e8d7b-4a95-4c02-8ccd-6faef5ba1bd7",
              "late", "331e8d7b-4a95-4c02-8ccd-6faef5ba1bd7",
              "slow", "431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7",
              "standalone", "531e8d7b-4a95-4c02-8ccd-6faef5ba1bd7"));

  /** By the names of their clusters. */
  private static final Map<String, StandInService> SERVICES = new TreeMap<>();

  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(FabricServicesTest::prepare);

  @AfterAll
  static void close() {
    SERVICES.values().forEach(StandInService::close);
  }

  private static StandInService service(String cluster) throws IOException {
    StandInService service = new StandInService();
    SERVICES.put(cluster, service);
    return service;
  }

  private static String prepare(Path directory) throws IOException {
    Path events = Files.createDirectory(directory.resolve("events"));
    Path logs = Files.createDirectory(directory.resolve("logs"));
    Path work = Files.createDirectory(directory.resolve("work"));
    eventLog(events, DIED, 2);
    eventLog(events, KILLED, 1);
    Path container = Files.createDirectories(logs.resolve(DIED).resolve(DIED_DRIVER));
    Files.writeString(container.resolve("stderr"), "no such class\n");
    String died = listed(DIED, "FINISHED", "SUCCEEDED", 2);
    String killed = listed(KILLED, "KILLED", "KILLED", 1);
    String yarn =
        "type: yarn, nodeManagerLogDirs: [%s], eventLogDirs: [%s], resourceManager: "
            .formatted(Configs.quoted(logs), Configs.quoted(events));
    return Configs.node(directory, "gateway", "agent", List.of())
        + "clusters:\n"
        + cluster("died", yarn + manager("died", died).url())
        + cluster("killed", yarn + manager("killed", killed).url())
        + cluster("late", yarn + service("late").url())
        + cluster("slow", yarn + service("slow").slow().url())
        + cluster(
            "livy",
            "type: yarn, eventLogDirs: [%s], livy: %s"
                .formatted(Configs.quoted(events), livy().url()))
        + cluster(
            "standalone",
            "type: spark, workDirs: [%s], master: %s"
                .formatted(Configs.quoted(work), master().url()))
        + workspaces();
  }

  private static String cluster(String name, String keys) {
    return "  - {name: %s, %s}\n".formatted(name, keys);
  }

  private static StandInService manager(String cluster, String application) throws IOException {
    return service(cluster)
        .with(APPS, application)
        .with(
            APPS + "/" + DIED + "/appattempts",
            """
            {"appAttempts":{"appAttempt":[
              {"id":1,"containerId":"%s","nodeId":"nm:45454","appAttemptState":"FAILED"},
              {"id":2,"containerId":"container_1700000000000_0042_02_000001"}]}}
            """
                .formatted(DIED_DRIVER));
  }

  private static StandInService master() throws IOException {
    return service("standalone")
        .with(
            "/json/",
            """
            {"workers":[],"completedapps":[{"id":"%s","name":"LabPi","user":"ann",
              "starttime":1795147371651,"duration":14820,"state":"KILLED"}]}
            """
                .formatted(STANDALONE));
  }

  private static StandInService livy() throws IOException {
    return service("livy")
        .with("/sessions", "{\"sessions\":[]}")
        .with(
            "/batches",
            "{\"sessions\":[{\"id\":7,\"state\":\"killed\",\"appId\":\"%s\"}]}".formatted(KILLED))
        .with("/batches/7/log", "{\"id\":7,\"log\":[\"stdout: \",\"über\",\"\\nstderr: \"]}");
  }

  private static String listed(String id, String state, String finalStatus, int attempt) {
    return """
    {"apps":{"app":[{"id":"%s","user":"ann","name":"LabPi","applicationType":"SPARK",
      "state":"%s","finalStatus":"%s","startedTime":1795147335138,"masterNodeId":"nm:45454",
      "amContainerLogs":"http://nm:8042/node/containerlogs/%s/ann"}]}}
    """
        .formatted(
            id,
            state,
            finalStatus,
            "%s_%02d_000001".formatted(id.replace("application", "container"), attempt));
  }

  /** Of an attempt that says of itself that all went well. */
  static void eventLog(Path events, String id, int attempt) throws IOException {
    String container = "%s_%02d_000001".formatted(id.replace("application", "container"), attempt);
    Files.writeString(
        events.resolve(id + "_" + attempt),
        """
        {"Event":"SparkListenerLogStart","Spark Version":"4.0.1"}
        {"Event":"SparkListenerApplicationStart","App Name":"LabPi","App ID":"%s",\
        "Timestamp":1795147340000,"User":"ann","App Attempt ID":"%d","Driver Attributes":\
        {"CONTAINER_ID":"%s","NM_HOST":"nm","NM_PORT":"45454"}}
        {"Event":"SparkListenerApplicationEnd","Timestamp":1795147350000,"ExitCode":0}
        """
            .formatted(id, attempt, container));
  }

  private static String workspaces() {
    StringBuilder yaml =
        new StringBuilder(
            """
            workspaces:
              - id: %s
                items:
                  - id: %s
                    type: Notebook
                    livySessions:
            """
                .formatted(FabricCatalog.WORKSPACE, FabricCatalog.NOTEBOOK));
    SESSIONS.forEach((cluster, session) ->
        yaml.append(
            "          - {id: %s, cluster: %s, applications: [%s]}\n"
                .formatted(session, cluster, application(cluster))));
    return yaml.toString();
  }

  private static String application(String cluster) {
    return switch (cluster) {
      case "died" -> DIED;
      case "standalone" -> STANDALONE;
      default -> KILLED;
    };
  }

  private static String session(String cluster) {
    return FabricCatalog.ITEM + "/livySessions/" + SESSIONS.get(cluster);
  }

  private static String state(String cluster) {
    return Json.parse(SERVER.get(session(cluster)).text()).path("state").asString();
  }

  @Test
  void anAttemptThatDiedEarlyIsListedAndItsLogRead() {
    await().untilAsserted(FabricServicesTest::assertDiedIsShown);
  }

  private static void assertDiedIsShown() {
    String path = session("died") + "/applications/" + DIED;
    JsonNode first = Json.parse(SERVER.get(path + "/1/logs?type=rollingdriver&meta=true").text());
    assertThat(first.path("containerId").asString()).isEqualTo(DIED_DRIVER);
    assertThat(first.path("nodeId").asString()).isEqualTo("nm:45454");
    assertThat(SERVER.get(path + "/1/logs?type=driver&fileName=stderr").text())
        .isEqualTo("no such class\n");
    assertThat(SERVER.get(path + "/2/logs?type=driver&fileName=stderr").status()).isEqualTo(404);
    assertThat(SERVER.get(path + "/3/logs?type=driver&fileName=stderr").status()).isEqualTo(404);
    JsonNode session = Json.parse(SERVER.get(session("died")).text());
    assertThat(session.path("attemptNumber").asInt()).isEqualTo(2);
    assertThat(session.path("state").asString()).isEqualTo("Succeeded");
  }

  @Test
  void whoWasKilledIsCancelledThoughItsLogSaysThatAllWentWell() {
    await().untilAsserted(FabricServicesTest::assertKilledAreCancelled);
  }

  private static void assertKilledAreCancelled() {
    assertThat(state("killed")).isEqualTo("Cancelled");
    assertThat(state("standalone")).isEqualTo("Cancelled");
  }

  @Test
  void aListSaysTheSame() {
    await().untilAsserted(FabricServicesTest::assertListed);
  }

  private static void assertListed() {
    String list = SERVER.get(FabricCatalog.ITEM + "/livySessions").text();
    Map<String, String> states = new TreeMap<>();
    Json.parse(list)
        .path("value")
        .forEach(session ->
            states.put(session.path("livyId").asString(), session.path("state").asString()));
    assertThat(states)
        .containsEntry(SESSIONS.get("died"), "Succeeded")
        .containsEntry(SESSIONS.get("killed"), "Cancelled")
        .containsEntry(SESSIONS.get("standalone"), "Cancelled")
        .containsEntry(SESSIONS.get("livy"), "Cancelled")
        .containsEntry(SESSIONS.get("slow"), "Succeeded");
  }

  @Test
  void whatLivyKeepsOfALogIsShownWhereNoFileIsConfigured() {
    await().untilAsserted(FabricServicesTest::assertLivysLog);
  }

  private static void assertLivysLog() {
    String livy = session("livy") + "/applications/none/logs?type=livy";
    assertThat(SERVER.get(livy).text()).isEqualTo("stdout: \nüber\n\nstderr: \n");
    JsonNode meta = Json.parse(SERVER.get(livy + "&meta=true").text());
    assertThat(meta.path("fileName").asString()).isEqualTo("livy.log");
    assertThat(meta.path("length").asInt()).isEqualTo(25);
    assertThat(SERVER.get(livy + "&isDownload=true&isPartial=true&offset=9&size=5").text())
        .isEqualTo("über");
    assertThat(SERVER.get(session("slow") + "/applications/none/logs?type=livy").status())
        .isEqualTo(404);
  }

  /** Would run into the silence that a test allows: the service is waited for longer than that. */
  @Test
  void aServiceThatDoesNotAnswerIsNotWaitedForLong() {
    assertThat(state("slow")).isEqualTo("Succeeded");
    assertThat(state("slow")).isEqualTo("Succeeded");
  }

  @Test
  void aServiceThatComesUpLaterCountsThen() {
    assertThat(state("late")).isEqualTo("Succeeded");
    Objects.requireNonNull(SERVICES.get("late")).with(APPS, listed(KILLED, "KILLED", "KILLED", 1));
    await().until(() -> state("late").equals("Cancelled"));
  }
}
