package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests whose end two servers may see in different places. Whatever stands behind a request that
 * leaves a doubt must not be answered: a proxy before us would take it for its next client's.
 * Source: RFC 9112, sections 2.2, 3.2, 5 to 7, 9.3 and 11.2.
 */
class SmugglingTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final String HOST = "Host: localhost\r\n";
  private static final String POST = "POST /admin/v1/workspaces HTTP/1.1\r\n" + HOST;
  private static final String GET = "GET /readyz HTTP/1.1\r\n" + HOST;

  /** Until a connection counts as kept. */
  private static final int SILENCE_MILLIS = 15_000;

  /** Answered with a text that nothing else has. */
  private static final String SMUGGLED = "GET /openapi HTTP/1.1\r\n" + HOST + "\r\n";

  private static final String MARK = "/openapi/";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

  /** One refusal, and then the end of the connection. */
  static Stream<Arguments> refused() {
    return Stream.of(
        row("length and chunks", POST + "Content-Length: 6\r\n" + CHUNKED + "\r\n0\r\n\r\n"),
        row("chunks and length", POST + CHUNKED + "Content-Length: 6\r\n\r\n0\r\n\r\n"),
        row("GET: length and chunks", GET + "Content-Length: 4\r\n" + CHUNKED + "\r\n0\r\n\r\n"),
        row("two lengths", POST + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n"),
        row("two lengths in one", POST + "Content-Length: 0, 5\r\n\r\n"),
        row("a length with a sign", POST + "Content-Length: +0\r\n\r\n"),
        row("a length in hexadecimal", POST + "Content-Length: 0x0\r\n\r\n"),
        row("a length with a blank", POST + "Content-Length: 0 0\r\n\r\n"),
        row("an empty length", POST + "Content-Length: \r\n\r\n"),
        row("a length beyond long", POST + "Content-Length: 18446744073709551616\r\n\r\n"),
        row("xchunked", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        row("chunked, identity", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
        row("chunked twice", POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
        row("chunked in two lines", POST + CHUNKED + CHUNKED + "\r\n0\r\n\r\n"),
        row("chunked, then gzip", POST + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
        row("identity", POST + "Transfer-Encoding: identity\r\n\r\n"),
        row("an empty coding", POST + "Transfer-Encoding: \r\n\r\n"),
        row("a coding in quotes", POST + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
        row("a vertical tab", POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
        row(
            "a coding behind a folded line",
            POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
        row("a folded header", GET + "X: a\r\n b\r\n\r\n"),
        row("a folded header by a tab", GET + "X: a\r\n\tb\r\n\r\n"),
        row("a first header that begins with a blank", "GET /readyz HTTP/1.1\r\n " + HOST + "\r\n"),
        row("a bare CR in a header", GET + "X: a\rb\r\n\r\n"),
        row("a bare CR before a header", GET + "X: a\rContent-Length: 5\r\n\r\n"),
        row("NUL in a header", GET + "X: a\0b\r\n\r\n"),
        row("NUL in a name", GET + "X\0: a\r\n\r\n"),
        row("a blank before the colon", POST + "Content-Length : 5\r\n\r\n"),
        row("a tab before the colon", POST + "Transfer-Encoding\t: chunked\r\n\r\n"),
        row("no name", GET + ": a\r\n\r\n"),
        row("no colon", GET + "X\r\n\r\n"),
        row("two hosts", GET + "Host: other\r\n\r\n"),
        row("another host in the target", "GET http://other/readyz HTTP/1.1\r\n" + HOST + "\r\n"),
        row("CONNECT", "CONNECT localhost:22 HTTP/1.1\r\n" + HOST + "\r\n"),
        row("a long method", "A".repeat(20_000) + " /readyz HTTP/1.1\r\n" + HOST + "\r\n"),
        row("a method with a separator", "GE(T /readyz HTTP/1.1\r\n" + HOST + "\r\n"),
        row("HTTP/0.9", "GET /readyz\r\n"),
        row("HTTP/1.10", "GET /readyz HTTP/1.10\r\n" + HOST + "\r\n"),
        row("HTTP/2 without being asked", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        row("a chunk's size with a sign", POST + CHUNKED + "\r\n+0\r\n\r\n"),
        row("a chunk's size with 0x", POST + CHUNKED + "\r\n0x0\r\n\r\n"),
        row("a chunk's size beyond int", POST + CHUNKED + "\r\n100000000\r\n\r\n"),
        row("a chunk's size below 0", POST + CHUNKED + "\r\n-1\r\n\r\n"),
        row("a chunk that goes on", POST + CHUNKED + "\r\n2\r\nabcd\r\n0\r\n\r\n"),
        row("a chunk's end by bare CR", POST + CHUNKED + "\r\n2\r\nab\r0\r\n\r\n"));
  }

  private static Arguments row(String what, String request) {
    return Arguments.of(what, request);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedAndEndsTheConnection(String what, String request) throws IOException {
    List<RawResponse> answers = answers(request + SMUGGLED);
    assertThat(answers).as(what).hasSize(1);
    assertThat(answers.getFirst().status())
        .as(what + " -> " + answers)
        .matches(status -> status / 100 == 4 || status == 501 || status == 505);
    assertThat(answers.getFirst().text()).as(what).doesNotContain(MARK);
  }

  /** Answers until the server hangs up. */
  private static List<RawResponse> answers(String requests) throws IOException {
    List<RawResponse> answers = new ArrayList<>();
    try (RawConnection connection = RawConnection.open(SERVER.base())) {
      connection.readTimeoutMillis(SILENCE_MILLIS);
      connection.send(requests);
      while (true) {
        answers.add(connection.receive("GET"));
      }
    } catch (EOFException | SocketException end) {
      return answers;
    } catch (SocketTimeoutException kept) {
      throw new AssertionError("the connection is kept, after " + answers, kept);
    }
  }

  /** What is no doubt: statuses of all answers, the last of a request that asks for the end. */
  static Stream<Arguments> understood() {
    String body = "a".repeat(SMUGGLED.length());
    return Stream.of(
        row("two requests", GET + "\r\n", 200, 200),
        row("a body on GET that looks like a request", GET + length(SMUGGLED), 200, 200),
        row("a body on GET", GET + length(body), 200, 200),
        row(
            "chunks on GET that look like a request",
            GET + CHUNKED + "\r\n" + chunk(SMUGGLED) + "0\r\n\r\n",
            200,
            200),
        row(
            "HTTP/1.0 that goes on",
            "GET /readyz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            200,
            200),
        row("HTTP/1.0", "GET /readyz HTTP/1.0\r\n\r\n", 200),
        row(
            "the same host in the target",
            "GET http://localhost/readyz HTTP/1.1\r\n" + HOST + "\r\n",
            200,
            200),
        row(
            "h2c",
            GET
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n",
            200,
            200),
        row("a web socket", GET + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", 200, 200),
        row("HTTP/1.1 in small letters", "GET /readyz http/1.1\r\n" + HOST + "\r\n", 200, 200),
        row("a line end before", "\r\n" + GET + "\r\n", 200, 200));
  }

  private static String length(String body) {
    return "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  private static Arguments row(String what, String request, Integer... statuses) {
    return Arguments.of(what, request, List.of(statuses));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("understood")
  void isAnsweredOnce(String what, String request, List<Integer> statuses) throws IOException {
    String last = "GET /healthz HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
    List<RawResponse> answers = answers(request + last);
    assertThat(answers).as(what).extracting(RawResponse::status).isEqualTo(statuses);
    assertThat(answers).as(what).noneMatch(one -> one.text().contains(MARK));
  }

  /** Where the end of a body is not reached, or costs too much, the connection may end instead. */
  static Stream<Arguments> never() {
    return Stream.of(
        row("TRACE", "TRACE /readyz HTTP/1.1\r\n" + HOST + "X-Mark: " + MARK + "\r\n\r\n"),
        row("bare LF", (GET + "\r\n").replace("\r\n", "\n")),
        row("a bare LF behind a header", GET + "X: a\nY: b\r\n\r\n"),
        row("a chunk's end by bare LF", POST + CHUNKED + "\r\n0\n\n"),
        row(
            "a long extension",
            POST + CHUNKED + "\r\n1;" + "a".repeat(1 << 20) + "\r\nx\r\n0\r\n\r\n"),
        row("a long trailer", POST + CHUNKED + "\r\n0\r\nX: " + "a".repeat(1 << 20) + "\r\n\r\n"),
        row(
            "a body that nobody reads",
            "GET /readyz HTTP/1.1\r\n" + HOST + length("x".repeat(1 << 22))),
        row("a body that does not come", GET + "Content-Length: 100000\r\n\r\n"),
        row("a refused body", "POST /nothing HTTP/1.1\r\n" + HOST + length(SMUGGLED)),
        row(
            "a refused body in chunks",
            "POST /nothing HTTP/1.1\r\n"
                + HOST
                + CHUNKED
                + "\r\n"
                + chunk(SMUGGLED)
                + "0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("never")
  void aBodyIsNeverARequest(String what, String request) throws IOException {
    String last = "GET /healthz HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
    assertThat(answers(request + last))
        .as(what)
        .hasSizeBetween(0, 2)
        .noneMatch(one -> one.text().contains(MARK));
    assertThat(SERVER.get("/healthz").status()).as(what).isEqualTo(200);
  }
}
