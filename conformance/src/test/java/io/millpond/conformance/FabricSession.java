package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A Livy session of the catalog's notebook with one application, as a client of Fabric sees it. */
final class FabricSession {
  private final MillpondServer server;
  private final String path;

  /** A session of an id. */
  FabricSession(MillpondServer server, String livyId) {
    this.server = server;
    this.path = FabricCatalog.ITEM + "/livySessions/" + livyId;
  }

  /** A session that nobody knows before an application announces it. */
  static FabricSession announced(MillpondServer server) {
    return new FabricSession(server, UUID.randomUUID().toString());
  }

  /** What an application says of itself to be this session's. */
  List<String> properties() {
    return List.of(
        "spark.millpond.workspaceId=" + FabricCatalog.WORKSPACE,
        "spark.millpond.itemId=" + FabricCatalog.NOTEBOOK,
        "spark.millpond.itemType=Notebook",
        "spark.millpond.livyId=" + path.substring(path.lastIndexOf('/') + 1));
  }

  /** Waits until the session is there and has an application; the application's id. */
  String awaitApplication() {
    return await("the session " + path)
        .atMost(Limits.LAB_TIMEOUT)
        .until(
            () -> Json.parse(get(path).text()).path("sparkApplicationId").asString(""),
            id -> !id.isEmpty());
  }

  /** Waits until it has an end; the session then. */
  JsonNode awaitEnd() {
    return await("the end of " + path)
        .atMost(Limits.LAB_TIMEOUT)
        .until(this::session, session -> session.has("endDateTime"));
  }

  /**
   * Waits until it is in a state: what the master tells comes a little later than the log's end.
   */
  JsonNode awaitState(String state) {
    return await("state " + state + " of " + path)
        .atMost(Limits.LAB_TIMEOUT)
        .until(this::session, session -> session.path("state").asString().equals(state));
  }

  JsonNode session() {
    return Json.parse(ok(get(path)).text());
  }

  /** The path of its application. */
  String application() {
    return path + "/applications/" + session().path("sparkApplicationId").asString();
  }

  private RawResponse get(String target) {
    return SparkLab.ask(server.base(), target);
  }

  RawResponse ask(String tail) {
    return get(application() + tail);
  }

  /** A file of the driver from an offset on, a MiB at most. */
  byte[] driver(String file, long offset) {
    return ok(ask(
            "/logs?type=driver&fileName="
                + file
                + "&isDownload=true&isPartial=true&offset="
                + offset))
        .body();
  }

  /** A whole file of the driver. */
  byte[] driver(String file) {
    return ok(ask("/logs?type=driver&fileName=" + file)).body();
  }

  /** A whole file of any container. */
  byte[] file(String container, String file) {
    return ok(ask(
            "/logs?type=executor&containerId="
                + container
                + "&fileName="
                + file
                + "&size=1000000000"))
        .body();
  }

  /** The driver's container and files. */
  JsonNode driverFiles() {
    return Json.parse(ok(ask("/logs?type=rollingdriver&meta=true")).text());
  }

  /** All containers and their files. */
  List<JsonNode> containers() {
    List<JsonNode> found = new ArrayList<>();
    Json.parse(ok(ask("/logs?type=executor&meta=true")).text()).forEach(found::add);
    return found;
  }

  static RawResponse ok(RawResponse answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer;
  }
}
