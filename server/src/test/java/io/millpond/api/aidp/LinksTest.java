package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millpond.access.Grants;
import io.millpond.access.Permission;
import io.millpond.exports.ExportFile;
import io.millpond.exports.Link;
import io.millpond.exports.LinkAnswer;
import io.millpond.http.CrowdLimits;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to the files of exports, as Object Storage serves a pre-authenticated request. */
final class LinksTest extends AidpServer {
  private static final String LINK =
      "/p/" + TestingExports.SECRET + "/n/millpond/b/exports/o/a%20dir/ETL%20%C3%A9.log";
  private static final String TEXT = "0123456789".repeat(100);
  private static final String MODIFIED = "Fri, 20 Nov 2026 10:00:07 GMT";

  private Path file;

  @BeforeEach
  void publish() throws Exception {
    file = directory.resolve("one/file");
    Files.createDirectories(file.getParent());
    Files.writeString(file, TEXT);
    publish("text/plain; charset=utf-8");
  }

  private void publish(String mediaType) {
    exports.answer =
        new LinkAnswer.Found(
            new ExportFile(
                "op-1",
                "oci:alice",
                file,
                TestingExports.OBJECT,
                mediaType,
                TEXT.length(),
                "bWQ1",
                "8b2f",
                Instant.parse("2026-11-20T10:00:07.5Z"),
                Instant.parse("2026-11-21T10:00:00Z")));
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"message\":");
    assertThat(header(answer, "content-type")).isEqualTo("application/json");
    assertThat(header(answer, "opc-request-id")).isNotEmpty();
    assertThat(answer.body()).doesNotContain(TestingExports.SECRET);
  }

  @Test
  void aFileIsSentWithTheHeadersOfObjectStorage() throws Exception {
    HttpResponse<String> answer =
        send(
            request(LINK)
                .header("Authorization", "Signature nonsense")
                .header("opc-client-request-id", "mine"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(TEXT);
    assertThat(header(answer, "content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(header(answer, "content-length")).isEqualTo("1000");
    assertThat(header(answer, "accept-ranges")).isEqualTo("bytes");
    assertThat(header(answer, "content-md5")).isEqualTo("bWQ1");
    assertThat(header(answer, "etag")).isEqualTo("\"8b2f\"");
    assertThat(header(answer, "last-modified")).isEqualTo(MODIFIED);
    assertThat(header(answer, "storage-tier")).isEqualTo("Standard");
    assertThat(header(answer, "version-id")).isEqualTo("8b2f");
    assertThat(header(answer, "x-api-id")).isEqualTo("native");
    assertThat(header(answer, "opc-client-request-id")).isEqualTo("mine");
    assertThat(header(answer, "date")).isNotEmpty();
    assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(answer, "content-security-policy")).contains("sandbox");
    assertThat(exports.links)
        .containsExactly(
            new Link(TestingExports.SECRET, "millpond", "exports", TestingExports.OBJECT));
    assertThat(exports.waits).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void aLinkNeedsNoCredentialsWhereOthersDo() throws Exception {
    access = closed();
    serve();
    grant("oci:alice");
    assertThat(get(LINK).body()).isEqualTo(TEXT);
    assertRefused(get(LINK.replace("s3cret", "other0")), 401, "NotAuthenticated");
  }

  /** Secrets are long; whoever tries many is held up all the same, as with other credentials. */
  @Test
  void whoGuessesIsNotListenedTo() throws Exception {
    CrowdLimits.Each guesses = new CrowdLimits.Each(0, 0, 0, 1);
    limits = new CrowdLimits(0, 0, guesses, guesses);
    serve();
    String guess = LINK.replace("s3cret", "other0");
    assertRefused(get(guess), 401, "NotAuthenticated");
    await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> get(guess).statusCode() == 429);
    await().atMost(60, TimeUnit.SECONDS).until(() -> get(LINK).statusCode() == 200);
  }

  private void grant(String principal) {
    Permission permission = new Permission("cluster:" + PLATFORM + "/ws1/etl:read");
    grants.replaceMade(new Grants(Map.of(principal, Set.of(permission))));
  }

  /** By themselves, or by a group that they were in when they asked. */
  @Test
  void aLinkIsGoodAsLongAsWhoeverAskedForItMayRead() throws Exception {
    access = closed();
    serve();
    HttpResponse<String> unknown = get(LINK.replace("s3cret", "other0"));
    for (String principal : List.of("oci:alice", "group:ops")) {
      grant(principal);
      assertThat(get(LINK).statusCode()).isEqualTo(200);
      grant("oci:bob");
      HttpResponse<String> lost = get(LINK);
      assertRefused(lost, 401, "NotAuthenticated");
      assertThat(lost.body()).isEqualTo(unknown.body());
      assertThat(get(LINK.replace("ETL", "other")).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void whileGrantsAreNotKnownALinkIsPutOff() throws Exception {
    access = closed();
    serve();
    grants.awaitMade();
    assertRefused(get(LINK), 503, "ServiceUnavailable");
    grant("oci:alice");
    assertThat(get(LINK).statusCode()).isEqualTo(200);
  }

  @Test
  void headHasTheHeadersAlone() throws Exception {
    HttpResponse<String> answer =
        send(request(LINK).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-length")).isEqualTo("1000");
    assertThat(header(answer, "content-md5")).isEqualTo("bWQ1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-4 | 206 | bytes 0-4/1000 | 01234",
        "bytes=998- | 206 | bytes 998-999/1000 | 89",
        "bytes=-3 | 206 | bytes 997-999/1000 | 789",
        "bytes=995-5000 | 206 | bytes 995-999/1000 | 56789",
        "bytes=0-0 | 206 | bytes 0-0/1000 | 0"
      })
  void aRangeIsSent(String range, int status, String contentRange, String body) throws Exception {
    HttpResponse<String> answer = send(request(LINK).header("Range", range));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "content-range")).isEqualTo(contentRange);
    assertThat(header(answer, "content-md5")).isEmpty();
    assertThat(answer.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,4-5", "bytes=5-1", "lines=1-2", "bytes=a-b"})
  void whatIsNoSingleRangeIsTheWholeFile(String range) throws Exception {
    HttpResponse<String> answer = send(request(LINK).header("Range", range));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(TEXT);
  }

  @Test
  void aRangeBehindTheEndIsRefused() throws Exception {
    HttpResponse<String> answer =
        send(
            request(LINK + "?httpResponseContentLanguage=de&httpResponseContentEncoding=gzip")
                .header("Range", "bytes=1000-"));
    assertRefused(answer, 416, "InvalidRange");
    assertThat(header(answer, "content-range")).isEqualTo("bytes */1000");
    assertThat(header(answer, "content-language")).isEmpty();
    assertThat(header(answer, "content-encoding")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Match | \"8b2f\" | 200",
        "If-Match | 8b2f | 200",
        "If-Match | \"a\", \"8b2f\" | 200",
        "If-Match | * | 200",
        "If-Match | \"other\" | 412",
        "If-Match | W/\"8b2f\" | 412",
        "If-None-Match | \"8b2f\" | 304",
        "If-None-Match | 8b2f | 304",
        "If-None-Match | W/\"8b2f\" | 304",
        "If-None-Match | \"other\" | 200",
        "If-Modified-Since | Fri, 20 Nov 2026 10:00:07 GMT | 304",
        "If-Modified-Since | Fri, 20 Nov 2026 10:00:06 GMT | 200",
        "If-Unmodified-Since | Fri, 20 Nov 2026 10:00:06 GMT | 412",
        "If-Unmodified-Since | Fri, 20 Nov 2026 10:00:07 GMT | 200"
      })
  void conditionsAreKept(String name, String value, int status) throws Exception {
    HttpResponse<String> answer = send(request(LINK).header(name, value));
    if (status == 412) {
      assertRefused(answer, 412, "NoEtagMatch");
    } else {
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(header(answer, "etag")).isEqualTo("\"8b2f\"");
      assertThat(answer.body()).isEqualTo(status == 200 ? TEXT : "");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"8b2f\" | 206",
        "Fri, 20 Nov 2026 10:00:07 GMT | 206",
        "\"other\" | 200",
        "Fri, 20 Nov 2026 10:00:06 GMT | 200"
      })
  void aRangeMayBeConditional(String ifRange, int status) throws Exception {
    assertThat(
            send(request(LINK).header("Range", "bytes=0-1").header("If-Range", ifRange))
                .statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "httpResponseContentDisposition=attachment%3B%20filename%3Da.log"
            + " | content-disposition | attachment; filename=a.log",
        "httpResponseCacheControl=no-store | cache-control | no-store",
        "httpResponseContentType=application%2Foctet-stream"
            + " | content-type | application/octet-stream",
        "httpResponseContentType=text/csv;charset%3Dutf-8 | content-type | text/csv;charset=utf-8",
        "httpResponseContentLanguage=de | content-language | de",
        "httpResponseContentEncoding=gzip | content-encoding | gzip",
        "httpResponseExpires=Fri,%2020%20Nov%202026%2011:00:00%20GMT"
            + " | expires | Fri, 20 Nov 2026 11:00:00 GMT",
        "versionId=8b2f | version-id | 8b2f",
        "format=text | content-type | text/plain; charset=utf-8",
        "unknown=1 | x-api-id | native"
      })
  void theQuerySetsHeaders(String query, String name, String value) throws Exception {
    HttpResponse<String> answer = get(LINK + "?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(header(answer, name)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "httpResponseContentType=text/html",
        "httpResponseContentType=image/svg%2Bxml",
        "httpResponseContentType=text/plain;charset=utf-8;x=text/html",
        "httpResponseContentType=text/javascript",
        "httpResponseContentType=nonsense",
        "httpResponseContentDisposition=a%0D%0ASet-Cookie:%20b",
        "httpResponseContentDisposition=%C3%A9",
        "httpResponseContentEncoding=br%20evil",
        "httpResponseCacheControl=a%00b",
        "format=jsonl",
        "format=zip",
        "x=%25%zz"
      })
  void whatMayNotStandInAHeaderIsRefused(String query) throws Exception {
    assertThat(
            raw(
                "GET "
                    + LINK
                    + "?"
                    + query
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("{\"code\":\"InvalidParameter\"")
        .doesNotContainIgnoringCase("set-cookie");
  }

  @ParameterizedTest
  @CsvSource({
    "application/gzip, gzip, 200", "application/gzip, text, 400",
    "application/x-ndjson, jsonl, 200", "application/x-ndjson, gzip, 400"
  })
  void theFormHasToBeTheFilesOwn(String type, String format, int status) throws Exception {
    publish(type);
    HttpResponse<String> answer = get(LINK + "?format=" + format);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 200) {
      assertThat(header(answer, "content-type")).isEqualTo(type);
    }
  }

  @Test
  void whatIsNotThereIsTold() throws Exception {
    assertRefused(get(LINK + "?versionId=old"), 404, "ObjectNotFound");
    exports.answer = new LinkAnswer.NoObject();
    assertRefused(get(LINK), 404, "ObjectNotFound");
    exports.answer = new LinkAnswer.Unknown();
    assertRefused(get(LINK), 401, "NotAuthenticated");
    exports.isBroken = true;
    assertRefused(get(LINK), 503, "ServiceUnavailable");
  }

  @Test
  void aFileThatIsDeletedInBetweenHasExpired() throws Exception {
    Files.delete(file);
    assertRefused(get(LINK), 401, "NotAuthenticated");
    file = directory.resolve("../elsewhere");
    publish("text/plain; charset=utf-8");
    assertRefused(get(LINK), 401, "NotAuthenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH"})
  void aLinkIsForReading(String method) throws Exception {
    assertRefused(
        send(request(LINK).method(method, HttpRequest.BodyPublishers.ofString("x"))),
        404,
        "ObjectNotFound");
    assertThat(exports.links).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/n/millpond/b/exports/o", "/n/millpond/b/exports/o/", "/n/millpond/b/", ""})
  void nothingElseIsBelowASecret(String rest) throws Exception {
    assertThat(get("/p/" + TestingExports.SECRET + rest).statusCode()).isEqualTo(404);
    assertThat(accessLog()).doesNotContain(TestingExports.SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LINK,
        LINK + "?httpResponseExpires=0",
        "/p//" + TestingExports.SECRET + "/n/a",
        "/p/./" + TestingExports.SECRET + "/n/a",
        "//p/" + TestingExports.SECRET + "/n/a",
        "/base/p/" + TestingExports.SECRET + "/n/a",
        "/%70/" + TestingExports.SECRET + "/n/a",
        "/P/" + TestingExports.SECRET + "/n/a",
        "/p/%2E%2e/" + TestingExports.SECRET + "/n/a",
        "/p%2F" + TestingExports.SECRET + "/n/a",
        "/p/s3cret_s3cret-s3cret_s3cret-s3cret_%73%33cret-43/n/a"
      })
  void theSecretIsInNoLogAndNoMetric(String target) throws Exception {
    assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 ")
        .doesNotContain(TestingExports.SECRET);
    assertThat(accessLog()).contains("***").doesNotContain("s3cret_s3cret");
    assertThat(meters.getMeters())
        .isNotEmpty()
        .allSatisfy(meter -> assertThat(meter.getId().toString()).doesNotContain("s3cret"));
  }

  @Test
  void thePathOfARequestThatIsNoneIsNotLogged() throws Exception {
    assertThat(raw("GET " + LINK + "%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .doesNotContain("s3cret");
    assertThat(accessLog()).contains(" 400 ").doesNotContain("s3cret");
  }

  @Test
  void otherPathsAreLoggedAsTheyAre() throws Exception {
    get(ROOT + "/defaultCluster?a=b");
    get("/files/p/notes.txt?c=d");
    assertThat(accessLog()).contains("GET " + ROOT + "/defaultCluster?a=b ").doesNotContain("***");
    await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(accessLog()).contains("/files/p/notes.txt?c=d "));
  }

  /** What has been logged, once there is something. */
  private String accessLog() {
    await().atMost(60, TimeUnit.SECONDS).until(() -> accessLog.size() > 0);
    return accessLog.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theLinksOwnTextHidesItsSecret() {
    Link link = new Link(TestingExports.SECRET, "a", "b", "c");
    assertThat(List.of(link).toString()).doesNotContain("s3cret");
    assertThat(Pattern.matches("[A-Za-z0-9_-]{40,}", TestingExports.SECRET)).isTrue();
  }
}
