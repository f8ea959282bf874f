package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code opc-request-id} is on every answer of the dialect, and on links. */
final class RequestIdTest extends AidpServer {
  private static final String HEX = "[0-9A-F]{32}";
  private static final String FRESH = HEX + "/" + HEX + "/" + HEX;

  @ParameterizedTest
  @CsvSource({
    "43DCA7F7D17C4D8AB51C8B8D4081E3F3, 43DCA7F7D17C4D8AB51C8B8D4081E3F3/HEX/HEX",
    "01D9DFD1E492-11F1-9103-6BF8FFB9E980, 01D9DFD1E492-11F1-9103-6BF8FFB9E980/HEX/HEX",
    "aidp-cli-0f8fad5b-d9cb-469f-a165-70867728950e,"
        + " aidp-cli-0f8fad5b-d9cb-469f-a165-70867728950e/HEX/HEX",
    "csid_1, csid_1/HEX/HEX",
    "a/b, a/b/HEX",
    "a/b/c, a/b/HEX"
  })
  void theClientsOwnComesFirst(String sent, String expected) {
    assertThat(
            RequestId.of(
                "688c0fcb0000000001",
                name -> name.equals("opc-request-id") ? Optional.of(sent) : Optional.empty()))
        .matches(expected.replace("HEX", HEX));
  }

  @Test
  void withoutOneItIsMadeUp() {
    String first = RequestId.of("688c0fcb0000000001", name -> Optional.empty());
    assertThat(first).matches(FRESH).contains("688C0FCB0000000001");
    assertThat(RequestId.of("688c0fcb0000000002", name -> Optional.empty())).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b", "a/b/c/d", "/a", "a/", "a//b", "é", "a;b"})
  void oneThatIsNoneIsRefusedWithAFreshOne(String sent) throws Exception {
    String answer =
        raw(
            "GET "
                + ROOT
                + "/defaultCluster HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "opc-request-id: "
                + sent
                + "\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .containsPattern("(?i)opc-request-id: " + FRESH)
        .contains("\"code\":\"InvalidParameter\"", "opc-request-id must be");
  }

  @Test
  void itsLengthIsBounded() throws Exception {
    HttpRequest.Builder request = request(ROOT + "/defaultCluster");
    HttpResponse<String> longest = send(request.setHeader("opc-request-id", "x".repeat(255)));
    assertThat(longest.statusCode()).isEqualTo(200);
    assertThat(header(longest, "opc-request-id")).startsWith("x".repeat(255) + "/");
    HttpResponse<String> longer = send(request.setHeader("opc-request-id", "x".repeat(256)));
    assertThat(longer.statusCode()).isEqualTo(400);
    assertThat(header(longer, "opc-request-id")).matches(FRESH);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /20260430/, 404",
    "GET, /20260430/nothing, 404",
    "GET, /api/20260430/aiDataPlatforms, 404",
    "POST, /20260430/nothing, 404",
    "DELETE, /20260430/aiDataPlatforms/x/asyncOperations, 405",
    "GET, /20260430/aiDataPlatforms/x/asyncOperations, 404",
    "GET, /20260430/aiDataPlatforms/x//asyncOperations, 404",
    "GET, /p/secret, 404",
    "GET, /p/secret/n/a/b/c/o/d, 401",
    "BREW, /20260430/nothing, 404"
  })
  void refusalsHaveIt(String method, String path, int status) throws Exception {
    String answer =
        raw(
            method
                + " "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "opc-request-id: mine\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .containsPattern("(?i)opc-request-id: mine/" + HEX + "/" + HEX)
        .containsIgnoringCase("content-type: application/json\r\n")
        .containsPattern("\\{\"code\":\"[A-Za-z]+\",\"message\":\"[^\"]+\"}$");
  }

  @Test
  void requestsThatAreRefusedBeforeTheyAreReadHaveIt() throws Exception {
    String head = "GET " + ROOT + "/defaultCluster HTTP/1.1\r\nHost: localhost\r\n";
    assertThat(raw(head + "X: " + "x".repeat(9000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .containsPattern("(?i)opc-request-id: " + FRESH)
        .contains("\"code\":\"RequestHeaderFieldsTooLarge\"");
    assertThat(raw(head.replace("defaultCluster", "%zz") + "\r\n"))
        .startsWith("HTTP/1.1 400")
        .containsPattern("(?i)opc-request-id: " + FRESH)
        .contains("\"code\":\"InvalidParameter\"");
    assertThat(raw(head.replace("HTTP/1.1", "HTTP/9.9") + "\r\n"))
        .startsWith("HTTP/1.1 505")
        .containsPattern("(?i)opc-request-id: " + FRESH);
  }
}
