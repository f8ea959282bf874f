package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.BEGIN;
import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static io.millpond.conformance.AidpPlatform.END;
import static io.millpond.conformance.AidpPlatform.ODD_WORKSPACE;
import static io.millpond.conformance.AidpPlatform.WORKSPACE;
import static io.millpond.conformance.AidpPlatform.details;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Searches by Oracle's Java SDK and by hand, held against exports of the same requests. */
class AidpSearchTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(AidpSearchTest::prepare);

  @RegisterExtension static final AidpSdkClient CLIENT = new AidpSdkClient(SERVER);

  /** Beside the logs of the fixture one whose records have a context, and one that is damaged. */
  private static String prepare(Path directory) throws IOException {
    Path fixture = Fixtures.unpack(AidpPlatform.FIXTURE, directory);
    Path second = Files.createDirectories(fixture.resolve(AidpPlatform.EXECUTORS).resolve("2"));
    Files.writeString(
        second.resolve("stderr"),
        """
        {"ts":"2026-11-20T04:03:00.250Z","level":"INFO","msg":"in a job","context":{"jobRunKey":"j-1","taskRunKey":"t-1"}}
        {"ts":"2026-11-20T04:03:01.500Z","level":"INFO","msg":"in another","context":{"jobRunKey":"j-2"}}
        """);
    return AidpPlatform.prepare(
        directory, List.of(fixture.resolve("work")), List.of(fixture.resolve("events")));
  }

  private static AidpSdk client() {
    return CLIENT.get();
  }

  private static String body(String type, String more) {
    return "{\"timeBegin\":\"%s\",\"timeEnd\":\"%s\",\"logContentTypeContains\":\"%s\"%s}"
        .formatted(BEGIN, END, type, more.replace('\'', '"'));
  }

  private static RawResponse search(String query, String body, String... headers) {
    return AidpPlatform.ask(SERVER.base(), CLUSTER, "searchLogs" + query, body, headers);
  }

  private static JsonNode item(RawResponse answer) {
    JsonNode items = Json.parse(FabricSession.ok(answer).text()).path("items");
    assertThat(items).hasSize(1);
    return items.path(0);
  }

  /** As an export in JSON lines tells a record. */
  private static List<String> exported(String body) {
    RawResponse accepted =
        AidpPlatform.ask(SERVER.base(), CLUSTER, "downloadLogs?format=jsonl", body);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    String text = AidpLink.text(URI.create(accepted.headerOrEmpty("datalake-cluster-log-par-url")));
    return text.lines()
        .map(Json::parse)
        .filter(json -> json.has("time"))
        .map(json ->
            told(
                json.path("time"),
                json.path("file"),
                json.path("offset"),
                json.path("level"),
                json.path("message")))
        .toList();
  }

  private static String told(JsonNode... parts) {
    return List.of(parts).toString();
  }

  private static void addAll(JsonNode item, List<String> all) {
    for (JsonNode result : item.path("results")) {
      JsonNode content = result.path("data").path("logContent");
      JsonNode data = content.path("data");
      all.add(
          told(
              content.path("time"),
              data.path("file"),
              data.path("offset"),
              data.path("logLevel"),
              data.path("message")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "e,",
        "driver,",
        "DRIVER, `,'logStreamTypeContains':'stderr','logLevel':'info'`",
        "executor, `,'logLevel':'ERROR'`",
        "executor, `,'subjectContains':'executor-1','messageContains':'TASK'`",
        "events,",
        "events, `,'eventType':'executor_added'`",
        "r, `,'advancedFilter':'jobRunKey = j-1'`",
        "no such type,"
      })
  void allPagesTogetherAreTheExport(String type, @Nullable String filters) {
    String body = body(type, filters == null ? "" : filters);
    List<String> expected = exported(body);
    assertThat(expected.isEmpty()).isEqualTo(type.equals("no such type"));
    Random random = new Random(expected.size());
    List<String> all = new ArrayList<>();
    String page = "";
    do {
      int limit = 1 + random.nextInt(60);
      RawResponse answer = search("?limit=" + limit + page, body);
      JsonNode item = item(answer);
      assertThat(item.path("results").size()).isLessThanOrEqualTo(limit);
      assertThat(item.path("summary").path("resultCount").asInt())
          .isEqualTo(item.path("results").size());
      assertThat(item.path("summary").path("fieldCount").asInt())
          .isEqualTo(item.path("fields").size());
      addAll(item, all);
      String next = answer.headerOrEmpty("opc-next-page");
      page = next.isEmpty() ? "" : "&page=" + next;
    } while (!page.isEmpty());
    assertThat(all).isEqualTo(expected);
  }

  @Test
  void aRecordOfAContextIsFoundByIt() {
    String job = body("executor", ",'advancedFilter':'jobRunKey = j-2'");
    JsonNode content =
        item(search("", job)).path("results").path(0).path("data").path("logContent");
    assertThat(content.path("data").path("message").asString()).isEqualTo("in another");
    assertThat(content.path("data").path("jobRunKey").asString()).isEqualTo("j-2");
    assertThat(content.path("subject").asString()).isEqualTo("spark-executor-2");
    assertThat(content.path("type").asString()).endsWith(".executor");
    String task = body("executor", ",'advancedFilter':'taskRunKey = t-1'");
    assertThat(item(search("", task)).path("results")).hasSize(1);
  }

  /** The calls of Oracle's own tests, by the SDK. */
  @ParameterizedTest
  @CsvSource({"stderr, 10", "stdout, 10"})
  void theSdkSearchesAndGoesOn(String stream, int limit) {
    Map<String, Object> details = new HashMap<>(details(BEGIN, END, "driver"));
    details.put("logStreamTypeContains", stream);
    if (stream.equals("stderr")) {
      details.put("logLevel", "INFO");
    }
    AidpSdkRequest request = AidpSdkRequest.of(details).with("limit", limit);
    AidpSdkResponse<AidpModels.ClusterLogs> first =
        client().searchClusterLogs(ODD_WORKSPACE, CLUSTER, request);
    assertThat(first.requestId()).isNotEmpty();
    AidpModels.LogsSummary summary = first.body().items().getFirst();
    assertThat(summary.results()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
    assertThat(summary.summary().resultCount()).isEqualTo(summary.results().size());
    assertThat(summary.fields())
        .contains(new AidpModels.FieldInfo("logContent.data.message", "STRING"))
        .contains(new AidpModels.FieldInfo("datetime", "NUMBER"));
    assertThat(summary.results().getFirst().data()).containsKeys("datetime", "logContent");
    String page = first.nextPage();
    assertThat(page != null).isEqualTo(stream.equals("stderr"));
    if (page != null) {
      List<AidpModels.SearchResult> second =
          client()
              .searchClusterLogs(ODD_WORKSPACE, CLUSTER, request.with("page", page))
              .body()
              .items()
              .getFirst()
              .results();
      assertThat(second).isNotEmpty().doesNotContainAnyElementsOf(summary.results());
      AidpSdkErrorTest.assertRefused(
          400,
          "InvalidParameter",
          () -> client().searchClusterLogs(WORKSPACE, CLUSTER, request.with("page", page)));
    }
  }

  @Test
  void theSdkFindsNothingInATypeThereIsNot() {
    AidpSdkRequest request = AidpSdkRequest.of(details(BEGIN, END, "STDERR"));
    AidpSdkResponse<AidpModels.ClusterLogs> answer =
        client().searchClusterLogs(WORKSPACE, CLUSTER, request);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().items().getFirst().results()).isEmpty();
    assertThat(answer.nextPage()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "?limit=0, ``, InvalidParameter",
        "?limit=1001, ``, InvalidParameter",
        "?limit=abc, ``, InvalidParameter",
        "?page=abc, ``, InvalidParameter",
        "``, `,'eventType':'X'`, InvalidParameter",
        "``, `,'logLevel':7`, CannotParseRequest",
        "``, `,'advancedFilter':'x = y'`, InvalidParameter",
        "``, `,'advancedFilter':'jobRunKey'`, InvalidParameter"
      })
  void whatIsWrongIsRefused(String query, String filters, String code) {
    RawResponse answer = search(query, body("driver", filters));
    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(Json.parse(answer.text()).path("code").asString()).isEqualTo(code);
  }

  @Test
  void theClustersTagIsACondition() {
    String etag =
        SERVER
            .get(AidpPlatform.path("/workspaces/" + WORKSPACE + "/clusters/" + CLUSTER))
            .headerOrEmpty("etag");
    String body = body("driver", "");
    assertThat(search("", body, "if-match: " + etag).status()).isEqualTo(200);
    RawResponse other = search("", body, "if-match: other");
    assertThat(other.status()).isEqualTo(412);
    assertThat(other.text()).contains("\"NoEtagMatch\"");
  }

  @Test
  void whatIsBehindTheWindowIsNotFound() {
    Instant begin = Instant.parse("2026-11-20T04:03:00.250Z");
    AidpSdkRequest request =
        AidpSdkRequest.of(details(begin, begin.plusMillis(1), "executor")).with("limit", 1000);
    List<AidpModels.SearchResult> results =
        client().searchClusterLogs(WORKSPACE, CLUSTER, request).body().items().getFirst().results();
    assertThat(results)
        .singleElement()
        .satisfies(one -> assertThat(one.data()).containsEntry("datetime", begin.toEpochMilli()));
  }
}
