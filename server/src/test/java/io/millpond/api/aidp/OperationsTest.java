package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Identity;
import io.millpond.access.Scheme;
import io.millpond.access.Verifier;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.Operation.Status;
import io.millpond.exports.Refusal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code asyncOperations}: one, many, and cancelled ones. */
final class OperationsTest extends AidpServer {
  private static final String LIST = ROOT + "/asyncOperations";
  private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]*)\"");

  @BeforeEach
  void begin() {
    add("a", ETL, Status.SUCCEEDED, TestingExports.STARTED);
    add("b", ETL, Status.IN_PROGRESS, TestingExports.STARTED.plusNanos(1));
    add("c", ADHOC, Status.FAILED, TestingExports.STARTED.plusNanos(1));
    add("d", ETL, Status.CANCELED, TestingExports.STARTED.minusSeconds(1));
    exports.add(
        TestingExports.operation(
            "elsewhere",
            new ClusterRef("other", "ws1", "etl"),
            Status.SUCCEEDED,
            TestingExports.STARTED));
  }

  private void add(String key, ClusterRef cluster, Status status, Instant started) {
    exports.add(TestingExports.operation(key, cluster, status, started));
  }

  private static List<String> keys(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return KEY.matcher(answer.body()).results().map(found -> found.group(1)).toList();
  }

  private static void assertRefused(
      HttpResponse<String> answer, int status, String code, String text) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"message\":").contains(text);
  }

  @Test
  void anOperationHasTheMembersThatArePublished() throws Exception {
    HttpResponse<String> answer = get(LIST + "/a");
    assertThat(answer.body())
        .isEqualTo(
            "{\"key\":\"a\",\"resourceType\":\"CLUSTER\",\"actionType\":\"DOWNLOAD_CLUSTER_LOG\","
                + "\"resourceName\":\"ws1.etl\",\"resourceDisplayName\":\"ETL\","
                + "\"createdBy\":\"anonymous\",\"timeStarted\":\"2026-11-20T10:00:00.123Z\","
                + "\"timeFinished\":\"2026-11-20T10:00:05.123Z\",\"status\":\"SUCCEEDED\","
                + "\"receipt\":{\"files\":1,\"complete\":true}}");
    assertThat(get(LIST + "?status=SUCCEEDED").body()).doesNotContain("receipt");
    assertThat(header(answer, "content-type")).isEqualTo("application/json");
    assertThat(header(answer, "etag")).matches("\"[0-9a-f]{32}\"");
    assertThat(get(LIST + "/b").body())
        .contains("\"status\":\"IN_PROGRESS\"")
        .doesNotContain("timeFinished");
    assertThat(get(LIST + "/c").body())
        .contains("\"errorCode\":\"InternalServerError\",\"errorMessage\":\"the disk is full\"");
    HttpResponse<String> head =
        send(request(LIST + "/a").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LIST + "/nope",
        LIST + "/elsewhere",
        "/20260430/aiDataPlatforms/other/asyncOperations/elsewhere"
      })
  void whatIsNotThereOrElsewhereIsNotFound(String target) throws Exception {
    assertRefused(get(target), 404, "NotAuthorizedOrNotFound", "Authorization failed");
    assertRefused(post(target + "/actions/cancel", ""), 404, "NotAuthorizedOrNotFound", "");
  }

  /** Whoever bears a token is who began all of them, and let a program do what the token says. */
  private record Acting() implements Verifier {
    @Override
    public Scheme scheme() {
      return Scheme.JWT;
    }

    @Override
    public boolean claims(Credentials credentials) {
      return true;
    }

    @Override
    public Identity verify(Credentials credentials, Runnable beforeBlocking) {
      Set<String> scopes = Set.of(((Credentials.Token) credentials).text());
      return new Identity.Known(
          new Caller.Known(
              "anonymous", Set.of(), Optional.empty(), Optional.of(scopes), Instant.MAX));
    }
  }

  @Test
  void aProgramSeesItsUsersOwnWhereItWasLetDoAll() throws Exception {
    access =
        Access.closed(List.of(new Acting()), new GrantBook(Grants.NONE), InstantSource.system());
    serve();
    for (String target : List.of(LIST + "/a", LIST + "?status=SUCCEEDED")) {
      HttpRequest.Builder request = request(target).header("Authorization", "Bearer Item.Read.All");
      assertRefused(send(request), 404, "NotAuthorizedOrNotFound", "");
      request = request(target).header("Authorization", "Bearer user_impersonation");
      assertThat(keys(send(request))).containsExactly("a");
    }
  }

  @Test
  void aKeyIsBounded() throws Exception {
    assertRefused(
        get(LIST + "/" + "x".repeat(200)), 404, "NotAuthorizedOrNotFound", "Authorization failed");
    assertRefused(get(LIST + "/" + "x".repeat(201)), 404, "InvalidParameter", "asyncOperationKey");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resourceType=CLUSTER | c b a d",
        "resourceType=cluster&sortOrder=ASC | d a b c",
        "resourceType=CLUSTER&sortBy=timeStarted&sortOrder=desc | c b a d",
        "resourceType=CLUSTER&sortBy=timeCreated | c b a d",
        "resourceType=WORKSPACE | ''",
        "status=SUCCEEDED | a",
        "status=succeeded&limit=50&sortBy=timeStarted&sortOrder=DESC | a",
        "status=IN_PROGRESS | b",
        "status=NEVER | ''",
        "status=CANCELED&resourceType=CLUSTER | d",
        "resourceType=CLUSTER&resourceName=ws1.etl | b a d",
        "resourceType=CLUSTER&resourceName=ws1. | c b a d",
        "resourceType=CLUSTER&resourceName=ws1.&matchResourceName=false | c b a d",
        "resourceType=CLUSTER&resourceName=ws1.&matchResourceName=true | ''",
        "resourceType=CLUSTER&resourceName=ws1.adhoc&matchResourceName=TRUE | c",
        "resourceType=CLUSTER&shouldFilterByCallingPrincipal=true | c b a d",
        "resourceType=CLUSTER&limit=1000&page=&sortBy= | c b a d"
      })
  void listsAreFilteredAndSorted(String query, String expected) throws Exception {
    HttpResponse<String> answer = get(LIST + "?" + query);
    assertThat(String.join(" ", keys(answer))).isEqualTo(expected);
    assertThat(answer.body()).startsWith("{\"items\":[").endsWith("]}");
    assertThat(header(answer, "opc-next-page")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | MissingParameter | ResourceType or Status filter need to be specified",
        "resourceType=&status= | MissingParameter | ResourceType or Status filter",
        "limit=10 | MissingParameter | ResourceType or Status filter",
        "status=A&limit=0 | InvalidParameter | limit",
        "status=A&limit=1001 | InvalidParameter | limit",
        "status=A&limit=-1 | InvalidParameter | limit",
        "status=A&limit=99999999999999999999 | InvalidParameter | limit",
        "status=A&limit=ten | InvalidParameter | limit",
        "status=A&sortBy=key | InvalidParameter | sortBy",
        "status=A&sortOrder=UP | InvalidParameter | sortOrder",
        "status=A&matchResourceName=yes | InvalidParameter | matchResourceName",
        "status=A&shouldFilterByCallingPrincipal=1 | InvalidParameter | shouldFilterByCalling",
        "status=A&page=nonsense! | InvalidParameter | page",
        "status=A&page=bm9uc2Vuc2U | InvalidParameter | page",
        "status=%zz | InvalidParameter | query"
      })
  void whatIsWrongWithTheQueryIsTold(String query, String code, String text) throws Exception {
    // Some of these are no URI that a client library would send.
    assertThat(
            raw(
                "GET "
                    + LIST
                    + "?"
                    + query
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("{\"code\":\"" + code + "\",\"message\":", text);
  }

  @Test
  void aNameToFilterByIsBounded() throws Exception {
    String longest = LIST + "?status=A&resourceName=" + "x".repeat(255);
    assertThat(keys(get(longest))).isEmpty();
    assertRefused(get(longest + "x"), 400, "InvalidParameter", "resourceName");
  }

  @Test
  void anUnknownPlatformIsRefusedBeforeTheQueryIsRead() throws Exception {
    assertRefused(
        get("/20260430/aiDataPlatforms/nope/asyncOperations?limit=0"),
        404,
        "NotAuthorizedOrNotFound",
        "Authorization failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ASC", "DESC"})
  void pagesHoldEachOnceWhateverBeginsMeanwhile(String order) throws Exception {
    String list = LIST + "?resourceType=CLUSTER&sortOrder=" + order;
    List<String> all = keys(get(list));
    List<String> seen = new ArrayList<>();
    String page = "";
    do {
      HttpResponse<String> answer = get(list + "&limit=1" + page);
      seen.addAll(keys(answer));
      String next = header(answer, "opc-next-page");
      page = next.isEmpty() ? "" : "&page=" + next;
      boolean isOld = order.equals("ASC");
      add(
          "new" + seen.size(),
          ETL,
          Status.IN_PROGRESS,
          TestingExports.STARTED.plusSeconds(isOld ? -1000 : 1000));
      exports.operations.remove(seen.getLast());
    } while (!page.isEmpty());
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void aTokenIsGoodForItsListOnly() throws Exception {
    String token = header(get(LIST + "?resourceType=CLUSTER&limit=1"), "opc-next-page");
    assertThat(token).isNotEmpty();
    assertThat(keys(get(LIST + "?resourceType=CLUSTER&limit=2&page=" + token)))
        .containsExactly("b", "a");
    for (String other :
        List.of("resourceType=CLUSTER&sortOrder=ASC", "resourceType=CLUSTER&status=FAILED")) {
      assertRefused(get(LIST + "?" + other + "&page=" + token), 400, "InvalidParameter", "page");
    }
    assertRefused(
        get(LIST + "?resourceType=CLUSTER&page=" + token + "A".repeat(1025 - token.length())),
        400,
        "InvalidParameter",
        "page");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1.2",
        "1/x",
        "/.x",
        "1.x/y",
        "-9223372036854775808.0/x",
        "9223372036854775807.999999999/x",
        "31556889864403200.0/x",
        "99999999999999999999.0/x",
        "1.99999999999/x"
      })
  void aTokenThatWasNeverHandedOutIsRefused(String place) throws Exception {
    String list = LIST + "?resourceType=CLUSTER&limit=1";
    String real =
        new String(
            Base64.getUrlDecoder().decode(header(get(list), "opc-next-page")),
            StandardCharsets.UTF_8);
    String made = real.substring(0, 32) + place;
    String token =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(made.getBytes(StandardCharsets.UTF_8));
    assertRefused(get(list + "&page=" + token), 400, "InvalidParameter", "page");
  }

  @Test
  void anOperationIsCancelled() throws Exception {
    HttpResponse<String> answer = post(LIST + "/b/actions/cancel", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"key\":\"b\"", "\"status\":\"CANCELED\"");
    assertThat(header(answer, "etag")).isEqualTo(header(get(LIST + "/b"), "etag"));
  }

  @Test
  void oneThatHasEndedIsNot() throws Exception {
    exports.refusal = Refusal.Reason.ENDED;
    assertRefused(post(LIST + "/a/actions/cancel", ""), 409, "Conflict", "ended");
    exports.refusal = Refusal.Reason.UNKNOWN_OPERATION;
    assertRefused(post(LIST + "/a/actions/cancel", ""), 404, "NotAuthorizedOrNotFound", "");
    assertRefused(get(LIST + "/a/actions/cancel"), 405, "MethodNotAllowed", "POST");
  }

  @Test
  void aCancelMayBeConditional() throws Exception {
    String etag = header(get(LIST + "/b"), "etag");
    HttpRequest.Builder cancel =
        request(LIST + "/b/actions/cancel").POST(HttpRequest.BodyPublishers.noBody());
    assertRefused(send(cancel.setHeader("if-match", "\"x\"")), 412, "NoEtagMatch", "if-match");
    assertThat(get(LIST + "/b").body()).contains("IN_PROGRESS");
    assertThat(send(cancel.setHeader("if-match", etag.replace("\"", ""))).statusCode())
        .isEqualTo(200);
    assertRefused(send(cancel.setHeader("if-match", etag)), 412, "NoEtagMatch", "if-match");
    assertThat(send(cancel.setHeader("if-match", "*")).statusCode()).isEqualTo(200);
    assertRefused(
        send(cancel.setHeader("opc-retry-token", "x".repeat(65))),
        400,
        "InvalidParameter",
        "token");
  }

  /** Else a disk that fails would tell which platforms there are. */
  @Test
  void wherePlatformsCannotBeAskedUnknownOnesCannotEither() throws Exception {
    exports.isBroken = true;
    for (String tail : List.of("?status=FAILED", "/a")) {
      HttpResponse<String> there = get(LIST + tail);
      HttpResponse<String> unknown = get(LIST.replace(PLATFORM, "unknown") + tail);
      assertRefused(there, 503, "ServiceUnavailable", "cannot be reached");
      assertThat(unknown.statusCode()).isEqualTo(503);
      assertThat(unknown.body()).isEqualTo(there.body());
    }
  }
}
