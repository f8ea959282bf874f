package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.exports.ExportRequest;
import io.millpond.exports.LogPage;
import io.millpond.exports.LogQuery;
import io.millpond.exports.LogRecord;
import io.millpond.exports.Refusal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code searchLogs} over searches that only remember what was asked. */
class SearchLogsTest extends AidpServer {
  private static final String SEARCH = ROOT + "/workspaces/ws1/clusters/etl/actions/searchLogs";

  private static LogRecord record(String message, boolean isCut) {
    return new LogRecord(
        "app-1/c-1/stderr:12",
        1_742_083_200_123L,
        "driver",
        "spark-driver",
        "stderr",
        "app-1/c-1/stderr",
        12,
        Optional.of("INFO"),
        Optional.of("main"),
        Optional.empty(),
        Optional.empty(),
        Optional.of("r-1"),
        Optional.empty(),
        Optional.of("t-1"),
        Optional.empty(),
        message,
        isCut);
  }

  private static String ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(header(answer, "content-type")).startsWith("application/json");
    assertThat(header(answer, "opc-request-id")).isNotEmpty();
    return answer.body();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"message\":\"");
  }

  private static String with(String members) {
    return BODY.replace("}", ", " + members + "}").replace('\'', '"');
  }

  @Test
  void aRecordIsInTheEnvelopeOfOciLogging() throws Exception {
    searches.page =
        new LogPage(
            List.of(record("a \"b\"\n\tat c", false), record("", true)),
            Optional.empty(),
            List.of());
    HttpResponse<String> answer = post(SEARCH, BODY);
    String body = ok(answer);
    assertThat(answer.headers().firstValue("opc-next-page")).isEmpty();
    assertThat(body)
        .startsWith(
            """
            {"items":[{"results":[{"data":{"datetime":1742083200123,"logContent":{\
            "id":"app-1/c-1/stderr:12","time":"2025-03-16T00:00:00.123Z",\
            "specversion":"1.0","source":"etl","subject":"spark-driver",\
            "type":"com.oraclecloud.aidataplatform.cluster.driver",\
            "oracle":{"ingestedtime":"2025-03-16T00:00:00.123Z","loggroupid":"ws1","logid":"etl"},\
            "data":{"message":"a \\"b\\"\\n\\tat c","logLevel":"INFO","thread":"main",\
            "opcRequestId":"r-1","logStreamType":"stderr","taskRunKey":"t-1",\
            "file":"app-1/c-1/stderr","offset":12}}}},{"data":{"datetime":\
            """)
        .contains("\"data\":{\"message\":\"\",\"logLevel\"")
        .contains("\"offset\":12,\"isCut\":true}}}}],\"fields\":[")
        .contains("{\"fieldName\":\"datetime\",\"fieldType\":\"NUMBER\"}")
        .contains("{\"fieldName\":\"logContent.data.isCut\",\"fieldType\":\"BOOLEAN\"}")
        .contains("{\"fieldName\":\"logContent.oracle.logid\",\"fieldType\":\"STRING\"}")
        .contains("{\"fieldName\":\"logContent.data.message\",\"fieldType\":\"STRING\"}")
        .endsWith("],\"summary\":{\"resultCount\":2,\"fieldCount\":19}}]}");
    assertThat(body.split("fieldName", -1)).hasSize(20);
  }

  @Test
  void nothingFoundIsAnEmptyPage() throws Exception {
    assertThat(ok(post(SEARCH, BODY)))
        .isEqualTo(
            "{\"items\":[{\"results\":[],\"fields\":[],"
                + "\"summary\":{\"resultCount\":0,\"fieldCount\":0}}]}");
  }

  @Test
  void whatCouldNotBeReadIsTold() throws Exception {
    LogPage.Unread unread = new LogPage.Unread("app-1/c-1/stderr", "gone");
    searches.page = new LogPage(List.of(), Optional.empty(), List.of(unread));
    assertThat(ok(post(SEARCH, BODY)))
        .contains(
            "\"fieldCount\":0,\"unreadCount\":1,"
                + "\"unread\":[{\"file\":\"app-1/c-1/stderr\",\"reason\":\"gone\"}]");
  }

  @Test
  void aPageOfManyMegabytesIsWhole() throws Exception {
    String message = "é\n".repeat(100_000);
    LogRecord large = record(message, false);
    searches.page =
        new LogPage(
            List.of(large, large, large, large, large, large, large, large, large, large),
            Optional.empty(),
            List.of());
    String body = ok(post(SEARCH, BODY));
    String told = "\"message\":\"" + "é\\n".repeat(100_000) + "\"";
    assertThat(body.split(Pattern.quote(told), -1)).hasSize(11);
    assertThat(body).endsWith("}}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=1001", "?limit=abc", "?limit=-1", "?page=x"})
  void whatIsOutOfRangeIsRefused(String query) throws Exception {
    assertRefused(post(SEARCH + query, BODY), 400, "InvalidParameter");
    assertThat(searches.queries).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', 100", "?limit=, 100", "?limit=1, 1", "?limit=1000&page=, 1000"})
  void aLimitIsPassedOn(String query, int limit) throws Exception {
    ok(post(SEARCH + query, BODY));
    LogQuery asked = searches.queries.getFirst();
    assertThat(asked.limit()).isEqualTo(limit);
    assertThat(asked.cluster()).isEqualTo(ETL);
    assertThat(asked.after()).isEmpty();
  }

  @Test
  void thePlaceOfTheLastRecordComesBack() throws Exception {
    searches.page = new LogPage(List.of(), Optional.of("AbC-_9"), List.of());
    HttpResponse<String> first = post(SEARCH + "?limit=5", BODY);
    ok(first);
    String token = header(first, "opc-next-page");
    assertThat(token).matches("[A-Za-z0-9_-]+");
    ok(post(SEARCH + "?limit=7&page=" + token, BODY));
    assertThat(searches.queries.getLast().after()).contains("AbC-_9");
    String sameBody = with("'clientContext': {'any': 1}").replace("00:00Z", "00:00+00:00");
    ok(post(SEARCH + "?page=" + token, sameBody));
    int asked = searches.queries.size();
    for (String other :
        List.of(
            SEARCH.replace("etl", "adhoc"),
            SEARCH.replace("ws1/clusters/etl", "ws%201%2Fx/clusters/cl-1"))) {
      assertRefused(post(other + "?page=" + token, BODY), 400, "InvalidParameter");
    }
    for (int i = 0; i < token.length(); i++) {
      String forged =
          token.substring(0, i) + (token.charAt(i) == 'a' ? 'b' : 'a') + token.substring(i + 1);
      assertRefused(post(SEARCH + "?page=" + forged, BODY), 400, "InvalidParameter");
    }
    for (String forged : List.of(token + "A", token.substring(1), token.substring(0, 32))) {
      assertRefused(post(SEARCH + "?page=" + forged, BODY), 400, "InvalidParameter");
    }
    assertRefused(
        post(SEARCH + "?page=" + token, with("'logLevel': 'INFO'")), 400, "InvalidParameter");
    assertThat(searches.queries).hasSize(asked);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "jobRunKey = j-1, j-1,",
        "TASKRUNKEY=t 1, , ",
        "`taskRunKey = 't 1'`, , t 1",
        "`  jobrunkey=\"j=1\"  `, j=1, ",
        "color = red, , ",
        "jobRunKey, , ",
        "`jobRunKey = a and taskRunKey = b`, , "
      })
  void anAdvancedFilterIsOneComparison(String text, String job, String task) throws Exception {
    String filter = text.replace("\"", "\\\"");
    String body = BODY.replace("}", ", \"advancedFilter\": \"" + filter + "\"}");
    HttpResponse<String> answer = post(SEARCH, body);
    if (job == null && task == null) {
      assertRefused(answer, 400, "InvalidParameter");
      assertThat(answer.body()).contains("advancedFilter");
      assertRefused(post(DOWNLOAD, body), 400, "InvalidParameter");
    } else {
      ok(answer);
      ExportRequest asked = searches.queries.getFirst().request();
      assertThat(asked.jobRunKey()).isEqualTo(Optional.ofNullable(job));
      assertThat(asked.taskRunKey()).isEqualTo(Optional.ofNullable(task));
      assertThat(post(DOWNLOAD, body).statusCode()).isEqualTo(202);
      assertThat(exports.calls.getFirst().request().jobRunKey()).isEqualTo(asked.jobRunKey());
    }
  }

  @Test
  void theContextOfADownloadIsIgnored() throws Exception {
    ok(post(SEARCH, with("'clientContext': 17, 'messageContains': 'm'")));
    ExportRequest asked = searches.queries.getFirst().request();
    assertThat(asked.clientContext()).isEmpty();
    assertThat(asked.messageContains()).contains("m");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, InvalidParameter",
        "[], CannotParseRequest",
        "{, CannotParseRequest",
        "{}, InvalidParameter",
        "`{\"timeBegin\": \"2025-03-16T00:00:00Z\", \"timeEnd\": \"2025-03-16T00:00:00Z\","
            + " \"logContentTypeContains\": \"driver\"}`, InvalidParameter",
        "`{\"timeBegin\": \"2025-03-16T00:00:00Z\", \"timeEnd\": \"2025-04-16T00:00:00Z\","
            + " \"logContentTypeContains\": \"driver\"}`, InvalidParameter",
        "`{\"timeBegin\": \"2025-03-16T00:00:00Z\", \"timeEnd\": \"2025-03-17T00:00:00Z\","
            + " \"logContentTypeContains\": \"events\", \"logLevel\": \"INFO\"}`, InvalidParameter"
      })
  void aBodyIsJudgedAsADownloadsIs(String body, String code) throws Exception {
    assertRefused(post(SEARCH, body), 400, code);
    assertRefused(post(DOWNLOAD, body), 400, code);
  }

  private HttpRequest.Builder search(String name, String value) {
    return request(SEARCH)
        .header("Content-Type", "application/json")
        .header(name, value)
        .POST(HttpRequest.BodyPublishers.ofString(BODY));
  }

  @Test
  void theClustersTagIsACondition() throws Exception {
    String etag = header(get(ROOT + "/workspaces/ws1/clusters/etl"), "etag");
    ok(send(search("if-match", etag)));
    ok(send(search("if-match", etag.replace("\"", ""))));
    ok(send(search("if-match", "*")));
    assertRefused(send(search("if-match", "\"other\"")), 412, "NoEtagMatch");
  }

  @Test
  void aRetryTokenIsLookedAtAndNotKept() throws Exception {
    ok(send(search("opc-retry-token", "t".repeat(64))));
    ok(send(search("opc-retry-token", "t".repeat(64))));
    assertThat(searches.queries).hasSize(2);
    assertRefused(send(search("opc-retry-token", "t".repeat(65))), 400, "InvalidParameter");
    assertRefused(send(search("opc-request-id", "a b")), 400, "InvalidParameter");
  }

  @Test
  void anUnknownClusterIsNotFoundWhateverTheBody() throws Exception {
    assertRefused(post(SEARCH.replace("etl", "x"), "["), 404, "NotAuthorizedOrNotFound");
    access = closed();
    serve();
    assertRefused(post(SEARCH, BODY), 401, "NotAuthenticated");
  }

  @ParameterizedTest
  @EnumSource(
      value = Refusal.Reason.class,
      names = {"TOO_MANY_SEARCHES", "SEARCH_TOO_LONG", "NO_PLACE", "UNKNOWN_CLUSTER"})
  void refusalsHaveTheirCodes(Refusal.Reason reason) throws Exception {
    searches.refusal = reason;
    HttpResponse<String> answer = post(SEARCH, BODY);
    switch (reason) {
      case TOO_MANY_SEARCHES -> {
        assertRefused(answer, 429, "TooManyRequests");
        assertThat(header(answer, "retry-after")).isNotEmpty();
      }
      case SEARCH_TOO_LONG -> assertRefused(answer, 400, "LimitExceeded");
      case NO_PLACE -> assertRefused(answer, 400, "InvalidParameter");
      default -> assertRefused(answer, 404, "NotAuthorizedOrNotFound");
    }
  }

  @Test
  void aSlowAnswerEndsItsConnection() throws Exception {
    searches.meanwhile = whenSlow -> whenSlow.accept(() -> {});
    HttpResponse<String> answer = post(SEARCH, BODY);
    ok(answer);
    assertThat(header(answer, "connection")).isEqualTo("close");
    ok(post(SEARCH, BODY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api" + ROOT, "/20240831/dataLakes/" + PLATFORM})
  void allSpellingsOfThePathAreThere(String root) throws Exception {
    ok(post(root + "/workspaces/ws1/clusters/etl/actions/searchLogs", BODY));
    assertThat(get(root + "/workspaces/ws1/clusters/etl/actions/searchLogs").statusCode())
        .isEqualTo(405);
  }
}
