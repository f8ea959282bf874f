package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.BEGIN;
import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static io.millpond.conformance.AidpPlatform.END;
import static io.millpond.conformance.AidpPlatform.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the tests of Oracle's own SDK and command line look at, step by step as they do it. */
class AidpAcceptanceTest {
  @RegisterExtension static final MillpondServer SERVER = new MillpondServer(AidpPlatform::prepare);

  private static final String CLUSTERS = "/workspaces/" + WORKSPACE + "/clusters";

  private static JsonNode get(String tail) {
    RawResponse answer = FabricSession.ok(SERVER.get(AidpPlatform.path(tail)));
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.headerOrEmpty("opc-request-id")).isNotEmpty();
    return Json.parse(answer.text());
  }

  private static void assertHas(JsonNode object, List<String> members) {
    assertThat(members)
        .allSatisfy(member -> assertThat(object.path(member).asString("")).isNotEmpty());
  }

  @ParameterizedTest
  @CsvSource({CLUSTERS + ", items", CLUSTERS + "/" + CLUSTER + ",", "/defaultCluster,"})
  void aClusterHasKeyNameAndState(String path, String list) {
    JsonNode answer = get(path);
    JsonNode cluster = list == null ? answer : answer.path(list).path(0);
    assertHas(cluster, List.of("key", "displayName", "state", "timeCreated"));
    assertThat(cluster.path("key").asString()).isEqualTo(CLUSTER);
  }

  @ParameterizedTest
  @CsvSource({
    "driver, stderr, INFO",
    "driver, stdout,",
    "DRIVER, , error",
    "executor, stderr, INFO",
    "events, ,",
    "no such type, ,"
  })
  void aDownloadCanBeReadAtOnce(String type, String stream, String level) {
    String body =
        "{\"timeBegin\":\"%s\",\"timeEnd\":\"%s\",\"logContentTypeContains\":\"%s\"%s%s}"
            .formatted(
                BEGIN,
                END,
                type,
                stream == null ? "" : ",\"logStreamTypeContains\":\"" + stream + '"',
                level == null ? "" : ",\"logLevel\":\"" + level + '"')
            .replace("}", ",\"clientContext\":\"test\"}");
    RawResponse accepted = AidpPlatform.download(SERVER.base(), CLUSTER, body);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    assertThat(accepted.headerOrEmpty("opc-request-id")).isNotEmpty();
    URI link = URI.create(accepted.headerOrEmpty("datalake-cluster-log-par-url"));
    RawResponse file = FabricSession.ok(AidpLink.get(link));
    assertThat(file.body()).as("also where nothing matched").isNotEmpty();
    JsonNode operation =
        get("/asyncOperations/" + accepted.headerOrEmpty("aidp-async-operation-key"));
    assertThat(operation.path("status").asString()).isEqualTo("SUCCEEDED");
    JsonNode receipt = operation.path("receipt");
    assertThat(receipt.path("complete").asBoolean()).isTrue();
    assertThat(receipt.path("outcomes").size() + receipt.path("outcomesLeftOut").asInt())
        .isEqualTo(receipt.path("files").asInt());
    assertThat(operation.path("statusDetails").asString())
        .contains(receipt.path("recordsMatched").asInt() + " matched");
  }

  @Test
  void operationsThatSucceededAreListedAndFound() {
    aDownloadCanBeReadAtOnce("driver", "stderr", "INFO");
    JsonNode items =
        get("/asyncOperations?status=SUCCEEDED&limit=50&sortBy=timeStarted&sortOrder=DESC")
            .path("items");
    assertThat(items).isNotEmpty();
    String before = "9";
    for (JsonNode item : items) {
      assertHas(
          item,
          List.of("key", "resourceType", "actionType", "resourceName", "createdBy", "status"));
      JsonNode found = get("/asyncOperations/" + item.path("key").asString());
      assertHas(found, List.of("key", "actionType", "resourceType", "status", "timeStarted"));
      assertThat(found.path("timeStarted").asString()).isLessThanOrEqualTo(before);
      before = found.path("timeStarted").asString();
    }
  }

  @Test
  void aClusterIsNotDeleted() {
    RawResponse answer = SERVER.send("DELETE", AidpPlatform.path(CLUSTERS + "/" + CLUSTER));
    assertThat(answer.status()).isEqualTo(405);
  }
}
