package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.exports.Creator;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Refusal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code downloadLogs}: what is accepted, and every way to be refused. */
final class DownloadLogsTest extends AidpServer {
  private static String body(String more) {
    return "{\"timeBegin\": \"2025-03-16T00:00:00Z\", \"timeEnd\": \"2025-03-17T00:00:00Z\", "
        + more.replace('\'', '"')
        + "}";
  }

  private ExportRequest accepted(String more) throws Exception {
    HttpResponse<String> answer = post(DOWNLOAD, body(more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return exports.calls.getLast().request();
  }

  private void assertRefused(HttpResponse<String> answer, int status, String code, String text) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(header(answer, "content-type")).isEqualTo("application/json");
    assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"message\":").contains(text);
    assertThat(exports.calls).isEmpty();
  }

  @Test
  void anExportIsAccepted() throws Exception {
    HttpResponse<String> answer = post(DOWNLOAD, BODY);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "content-length")).isEqualTo("0");
    assertThat(header(answer, "aidp-async-operation-key")).isEqualTo("op-1");
    assertThat(header(answer, "datalake-async-operation-key")).isEmpty();
    assertThat(header(answer, "datalake-cluster-log-par-url"))
        .isEqualTo(
            "https://logs.example.com/base/p/"
                + TestingExports.SECRET
                + "/n/millpond/b/exports/o/a%20dir/ETL%20%C3%A9.log");
    TestingExports.Call call = exports.calls.getFirst();
    assertThat(call.creator()).isEqualTo(new Creator("anonymous", Set.of()));
    assertThat(call.cluster()).isEqualTo(ETL);
    assertThat(call.clusterName()).isEqualTo("Nightly");
    assertThat(call.token()).isEmpty();
    assertThat(call.request().timeBegin()).isEqualTo(Instant.parse("2025-03-16T00:00:00Z"));
    assertThat(call.request().timeEnd()).isEqualTo(Instant.parse("2025-03-16T23:59:59.123Z"));
    assertThat(call.request().form()).isEqualTo(ExportRequest.Form.TEXT);
  }

  @Test
  void everyFilterIsPassedOn() throws Exception {
    assertThat(
            accepted(
                "'logContentTypeContains': 'DRIVER', 'subjectContains': 'spark', 'logLevel': 'error',"
                    + " 'logStreamTypeContains': 'err', 'thread': 'main', 'executionContextId':"
                    + " 'a-b', 'opcRequestId': 'c', 'messageContains': ' x ', 'clientContext': 'u',"
                    + " 'eventType': null, 'unknown': {'a': [true, 1.5, null]}"))
        .isEqualTo(
            new ExportRequest(
                Instant.parse("2025-03-16T00:00:00Z"),
                Instant.parse("2025-03-17T00:00:00Z"),
                "DRIVER",
                Optional.of("spark"),
                Optional.of("error"),
                Optional.of("err"),
                Optional.of("main"),
                Optional.of("a-b"),
                Optional.of("c"),
                Optional.empty(),
                Optional.of(" x "),
                Optional.empty(),
                Optional.empty(),
                Optional.of("u"),
                ExportRequest.Form.TEXT));
    ExportRequest events =
        accepted("'logContentTypeContains': 'events', 'eventType': 'CREATING', 'thread': ' '");
    assertThat(events.eventType()).contains("CREATING");
    assertThat(events.thread()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"text, TEXT", "gzip, GZIP", "jsonl, JSON_LINES", "'', TEXT"})
  void theFormIsChosenByTheQuery(String format, ExportRequest.Form expected) throws Exception {
    assertThat(post(DOWNLOAD + "?format=" + format, BODY).statusCode()).isEqualTo(202);
    assertThat(exports.calls.getFirst().request().form()).isEqualTo(expected);
  }

  @Test
  void anUnknownFormIsRefused() throws Exception {
    assertRefused(post(DOWNLOAD + "?format=zip", BODY), 400, "InvalidParameter", "format");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/20260430/aiDataPlatforms/",
        "/api/20260430/aiDataPlatforms/",
        "/20240831/dataLakes/"
      })
  void threeSpellingsAreServed(String root) throws Exception {
    HttpResponse<String> answer = post(DOWNLOAD.replace("/20260430/aiDataPlatforms/", root), BODY);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(header(answer, "aidp-async-operation-key")).isEqualTo("op-1");
    assertThat(header(answer, "datalake-async-operation-key"))
        .isEqualTo(root.contains("dataLakes") ? "op-1" : "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/20260430/dataLakes/",
        "/20240831/aiDataPlatforms/",
        "/api/20240831/dataLakes/",
        "/20250101/aiDataPlatforms/"
      })
  void othersAreNot(String root) throws Exception {
    assertThat(post(DOWNLOAD.replace("/20260430/aiDataPlatforms/", root), BODY).statusCode())
        .isIn(404, 405);
    assertThat(exports.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ | CannotParseRequest | Unable to process JSON input",
        "nothing | CannotParseRequest | Unable to process JSON input",
        "[] | CannotParseRequest | object",
        "null | CannotParseRequest | object",
        "{} {} | CannotParseRequest | follows",
        "{'timeBegin': 1} | CannotParseRequest | timeBegin",
        "{'timeBegin': ['a']} | CannotParseRequest | timeBegin",
        "{'timeBegin': true} | CannotParseRequest | timeBegin",
        "{'timeBegin': 'a', 'timeBegin': 'b'} | CannotParseRequest | JSON",
        "{'a': [[[[[[[[[1]]]]]]]]]} | CannotParseRequest | deep",
        "{} | InvalidParameter | timeBegin must not be null",
        "{'timeBegin': null} | InvalidParameter | timeBegin must not be null",
        "{'timeBegin': ' '} | InvalidParameter | timeBegin must not be null",
        "{'timeBegin': 'a'} | InvalidParameter | timeEnd must not be null",
        "{'timeBegin': 'a', 'timeEnd': 'b'} | InvalidParameter | logContentTypeContains must not be",
        "{'timeBegin': 'a', 'timeEnd': 'b', 'logContentTypeContains': 'c'}"
            + " | InvalidParameter | timeBegin must be a date",
        "{'timeBegin': '2025-03-16T00:00:00Z', 'timeEnd': 'b', 'logContentTypeContains': 'c'}"
            + " | InvalidParameter | timeEnd must be a date",
        "{'timeBegin': '2025-03-16T00:00:00Z', 'timeEnd': '2025-03-16T00:00:00Z',"
            + " 'logContentTypeContains': 'c'} | InvalidParameter | timeBegin must be before",
        "{'timeBegin': '2025-03-16T00:00:00Z', 'timeEnd': '2025-03-16T00:30:00+01:00',"
            + " 'logContentTypeContains': 'c'} | InvalidParameter | timeBegin must be before",
        "{'timeBegin': '2025-03-16T00:00:00Z', 'timeEnd': '2025-03-23T00:00:00.001Z',"
            + " 'logContentTypeContains': 'c'} | InvalidParameter | timeEnd must be at most 604800"
      })
  void whatIsWrongWithTheBodyIsTold(String body, String code, String text) throws Exception {
    assertRefused(post(DOWNLOAD, body.replace('\'', '"')), 400, code, text);
  }

  @Test
  void theLongestWindowIsAccepted() throws Exception {
    assertThat(
            post(DOWNLOAD, BODY.replace("2025-03-16T23:59:59.123Z", "2025-03-23T00:00:00Z"))
                .statusCode())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "events, logLevel", "events, logStreamTypeContains", "events, thread",
    "EVENT, executionContextId", "events, opcRequestId", "driver, eventType",
    "executor, eventType", "exec, eventType"
  })
  void aFilterThatDoesNotFitTheTypeIsRefusedByName(String type, String filter) throws Exception {
    assertRefused(
        post(DOWNLOAD, body("'logContentTypeContains': '" + type + "', '" + filter + "': 'x'")),
        400,
        "InvalidParameter",
        filter + " is supported only where logContentTypeContains is ");
  }

  @ParameterizedTest
  @CsvSource({
    "STDERR, thread",
    "ALL, eventType",
    "e, thread",
    "e, eventType",
    "events, subjectContains",
    "driver, subjectContains",
    "EXECUTOR, logLevel",
    "events, messageContains"
  })
  void aFilterThatFitsOneOfTheTypesIsTaken(String type, String filter) throws Exception {
    assertThat(accepted("'logContentTypeContains': '" + type + "', '" + filter + "': 'x'"))
        .extracting(ExportRequest::logContentTypeContains)
        .isEqualTo(type);
  }

  @Test
  void aFilterIsBounded() throws Exception {
    String longest = "x".repeat(Limits.MAX_FILTER_CHARS);
    assertThat(accepted("'logContentTypeContains': 'driver', 'thread': '" + longest + "'").thread())
        .contains(longest);
    exports.calls.clear();
    assertRefused(
        post(DOWNLOAD, body("'logContentTypeContains': 'driver', 'thread': '" + longest + "x'")),
        400,
        "InvalidParameter",
        "thread must be at most");
  }

  @Test
  void aBodyHasToBeThere() throws Exception {
    assertRefused(post(DOWNLOAD, ""), 400, "InvalidParameter", "The request body must not be null");
    assertRefused(
        send(request(DOWNLOAD).POST(HttpRequest.BodyPublishers.noBody())),
        400,
        "InvalidParameter",
        "The request body must not be null");
  }

  @Test
  void aBodyIsBounded() throws Exception {
    String blanks = " ".repeat(Limits.MAX_BODY_BYTES - BODY.length());
    assertThat(post(DOWNLOAD, BODY + blanks).statusCode()).isEqualTo(202);
    exports.calls.clear();
    assertRefused(post(DOWNLOAD, BODY + blanks + " "), 413, "PayloadTooLarge", "too large");
  }

  @Test
  void aBodyIsJsonOrSaysNothing() throws Exception {
    HttpRequest.Builder plain = request(DOWNLOAD).POST(HttpRequest.BodyPublishers.ofString(BODY));
    assertThat(send(plain).statusCode()).isEqualTo(202);
    exports.calls.clear();
    for (String type :
        new String[] {
          "text/plain", "application/x-www-form-urlencoded", "application/json;charset=x"
        }) {
      assertRefused(
          send(plain.setHeader("Content-Type", type)),
          415,
          "UnsupportedMediaType",
          "application/json");
    }
    HttpRequest.Builder ofAPage =
        request(DOWNLOAD)
            .POST(HttpRequest.BodyPublishers.ofString(BODY))
            .header("Origin", "https://evil.example");
    assertRefused(send(ofAPage), 415, "UnsupportedMediaType", "application/json");
    assertThat(
            send(ofAPage.setHeader("Content-Type", "application/json; charset=UTF-8")).statusCode())
        .isEqualTo(202);
  }

  @Test
  void aRetryTokenIsPassedOnAndBounded() throws Exception {
    HttpRequest.Builder request =
        request(DOWNLOAD)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(BODY));
    assertRefused(
        send(request.setHeader("opc-retry-token", "x".repeat(65))),
        400,
        "InvalidParameter",
        "opc-retry-token must be 1 to 64");
    assertRefused(
        send(request.setHeader("opc-retry-token", "")), 400, "InvalidParameter", "opc-retry-token");
    assertThat(send(request.setHeader("opc-retry-token", "x".repeat(64))).statusCode())
        .isEqualTo(202);
    assertThat(exports.calls.getFirst().token()).contains("x".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/20260430/aiDataPlatforms/other/workspaces/ws1/clusters/etl",
        "/20260430/aiDataPlatforms/" + PLATFORM + "/workspaces/other/clusters/etl",
        "/20260430/aiDataPlatforms/" + PLATFORM + "/workspaces/ws1/clusters/other"
      })
  void anUnknownClusterIsRefusedBeforeTheBodyIsRead(String cluster) throws Exception {
    assertRefused(
        post(cluster + "/actions/downloadLogs", "{"),
        404,
        "NotAuthorizedOrNotFound",
        "Authorization failed or requested resource not found.");
  }

  @Test
  void partsOfThePathAreBounded() throws Exception {
    assertRefused(
        post(
            "/20260430/aiDataPlatforms/"
                + "x".repeat(501)
                + "/workspaces/a/clusters/b/actions/downloadLogs",
            BODY),
        404,
        "InvalidParameter",
        "aiDataPlatformId");
    assertRefused(
        post(ROOT + "/workspaces/a%0Ab/clusters/b/actions/downloadLogs", BODY),
        404,
        "InvalidParameter",
        "workspaceKey");
  }

  @ParameterizedTest
  @CsvSource({
    "RETRY_TOKEN_OF_ANOTHER, 409, InvalidatedRetryToken, ''",
    "TOO_MANY, 429, TooManyRequests, 10",
    "NO_ROOM, 429, TooManyRequests, 10"
  })
  void refusalsOfTheExportsAreTold(
      Refusal.Reason reason, int status, String code, String retryAfter) throws Exception {
    exports.refusal = reason;
    HttpResponse<String> answer = post(DOWNLOAD, BODY);
    assertRefused(answer, status, code, "");
    assertThat(header(answer, "retry-after")).isEqualTo(retryAfter);
  }

  @Test
  void aFailureBehindIsToldWithoutPlaces() throws Exception {
    exports.isBroken = true;
    HttpResponse<String> answer = post(DOWNLOAD, BODY);
    assertRefused(answer, 503, "ServiceUnavailable", "");
    assertThat(answer.body()).doesNotContain("srv");
    assertThat(header(answer, "retry-after")).isEqualTo("10");
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    HttpResponse<String> answer = get(DOWNLOAD);
    assertRefused(answer, 405, "MethodNotAllowed", "POST");
    assertThat(header(answer, "allow")).isEqualTo("POST");
  }

  @Test
  void withoutCredentialsNobodyIsLetInWhereTheyAreRequired() throws Exception {
    access = closed();
    serve();
    for (String target : new String[] {DOWNLOAD, "/20260430/nothing", ROOT + "/nothing"}) {
      HttpResponse<String> answer = post(target, "{");
      assertRefused(answer, 401, "NotAuthenticated", "The required information");
      assertThat(header(answer, "www-authenticate")).isEqualTo("Signature");
    }
    assertRefused(
        send(request(DOWNLOAD).header("Authorization", "Signature version=\"1\"")),
        401,
        "NotAuthenticated",
        "");
  }
}
