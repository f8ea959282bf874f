package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Strange strings, broken requests and clients that go away: an error in form, and nothing else.
 */
class HostileInputTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final String GET = "GET " + SANDBOX + "/five HTTP/1.1\r\n";
  private static final String HOST = "Host: localhost\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        SANDBOX + "/five?cursor=*",
        SANDBOX + "/five?skip=*",
        SANDBOX + "/five?limit=*",
        SANDBOX + "/five?filter=*",
        SANDBOX + "/five?filter=MESSAGE:*",
        SANDBOX + "/five?*=1",
        SANDBOX + "/five?*",
        SANDBOX + "/files/browse?path=*",
        LOGS + "/component?cursor=*",
        LOGS + "/component?filter=*",
        LOGS + "/component?filter=*:x",
        LOGS + "/component?skip=*",
        LOGS + "/component/*",
        LOGS + "/task/*",
        "/system/v1/agent/*/logs/v2/component"
      })
  void naughtyStringsInTargets(String place) {
    List<String> targets = new ArrayList<>();
    for (String string : Corpora.naughty()) {
      targets.add(place.replace("*", Escape.ONCE.apply(string)));
      targets.add(place.replace("*", Escape.RAW.apply(string)));
    }
    Pipeline.run(SERVER.base(), targets, HostileInputTest::assertHarmless);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Last-Event-ID",
        "Accept",
        "Range",
        "If-None-Match",
        "If-Range",
        "X-Request-Id",
        "Authorization",
        "Cookie"
      })
  void naughtyStringsInHeaders(String header) {
    for (String string : Corpora.naughty()) {
      String value = string.replaceAll("[\\x00-\\x1f\\x7f]", " ");
      String latin1 =
          new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      String target = SANDBOX + "/five" + (header.startsWith("L") ? "" : "/download");
      assertHarmless(header + ": " + value, SERVER.get(target, header + ": " + latin1));
    }
  }

  private static void assertHarmless(String request, RawResponse answer) {
    assertThat(answer.status()).as(request + " -> " + answer).isLessThan(500);
    if (answer.status() / 100 != 3) {
      assertThat(answer.contentType()).as(request + " -> " + answer).doesNotContain("html");
    }
    assertThat(answer.text() + answer.headers())
        .as(request)
        .doesNotContain(Scratch.MARK, Scratch.CANARY);
    assertThat(answer.headers()).as(request).doesNotContainKeys("x-evil", "set-cookie");
  }

  static Stream<Arguments> malformed() {
    String manyHeaders = "X-Filler: 1\r\n".repeat(20_000);
    return Stream.of(
        broken("no version", "GET /healthz\r\n\r\n"),
        broken("HTTP/9.9", "GET /healthz HTTP/9.9\r\n" + HOST + "\r\n"),
        broken("no host", "GET /healthz HTTP/1.1\r\n\r\n"),
        broken("two hosts", "GET /healthz HTTP/1.1\r\n" + HOST + "Host: other\r\n\r\n"),
        broken("no colon", GET + HOST + "Nonsense\r\n\r\n"),
        broken("blank before the colon", GET + HOST + "Accept : text/plain\r\n\r\n"),
        broken("NUL in a header", GET + HOST + "Accept: a\0b\r\n\r\n"),
        broken("NUL in the target", "GET /\0 HTTP/1.1\r\n" + HOST + "\r\n"),
        broken("a blank in the target", "GET /a b HTTP/1.1\r\n" + HOST + "\r\n"),
        broken("bytes beyond ASCII", "GET /\u00ff\u00fe HTTP/1.1\r\n" + HOST + "\r\n"),
        broken("bad length", GET + HOST + "Content-Length: abc\r\n\r\n"),
        broken("negative length", GET + HOST + "Content-Length: -1\r\n\r\n"),
        broken("two lengths", GET + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
        broken(
            "length and chunks",
            GET + HOST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        broken("unknown coding", GET + HOST + "Transfer-Encoding: magic\r\n\r\n"),
        broken("long target", "GET /" + "a".repeat(200_000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
        broken(
            "long query",
            "GET " + SANDBOX + "/five?x=" + "a".repeat(200_000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
        broken("long header", GET + HOST + "X-Long: " + "a".repeat(200_000) + "\r\n\r\n"),
        broken("many headers", GET + HOST + manyHeaders + "\r\n"),
        broken("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
        broken("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        broken("CONNECT", "CONNECT localhost:22 HTTP/1.1\r\n" + HOST + "\r\n"),
        broken("asterisk", "GET * HTTP/1.1\r\n" + HOST + "\r\n"),
        broken("nonsense", "\r\n\r\n\r\nnonsense\r\n\r\n"));
  }

  private static Arguments broken(String what, String request) {
    return Arguments.of(what, request);
  }

  /**
   * The server answers 4xx, 501 or 505, or hangs up; where it answers, in the form of every other
   * answer.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void malformedRequests(String what, String request) throws IOException {
    try (RawConnection connection = RawConnection.open(SERVER.base())) {
      connection.send(request);
      RawResponse answer = connection.receive("GET");
      assertThat(answer.status())
          .as(what + " -> " + answer)
          .matches(status -> status / 100 == 4 || status == 505);
      assertThat(answer.text() + answer.headers())
          .as(what)
          .doesNotContainIgnoringCase("<html", "jetty", "exception", "java.", Scratch.MARK);
      assertThat(answer.contentType()).as(what + " -> " + answer).doesNotContain("html");
    } catch (EOFException | SocketException e) {
      assertThat(SERVER.process().isAlive()).as(what + ": hung up, still there").isTrue();
    }
    assertThat(SERVER.get("/healthz").status()).isEqualTo(200);
  }

  static Stream<Case> escapes() {
    return Stream.of(
            "%zz", "%", "%2", "%u002e", "%00", "%ff", "%c0%ae%c0%ae%2fcanary.txt", "a%0d%0ab")
        .flatMap(escape ->
            Stream.of(
                row("file " + escape, SANDBOX + "/" + escape),
                row("download " + escape, SANDBOX + "/" + escape + "/download"),
                row("task " + escape, LOGS + "/task/" + escape),
                row("component " + escape, LOGS + "/component/" + escape).status(204, 400, 404),
                row("browse " + escape, SANDBOX + "/files/browse?path=" + escape)));
  }

  private static Case row(String what, String target) {
    return what.startsWith("component")
        ? Case.get("bad escape: " + what, target)
        : Case.get("bad escape: " + what, target).error(400, 404);
  }

  static Stream<Case> tolerated() {
    return Stream.of(
        Case.get("absolute form", "http://localhost" + SANDBOX + "/five").status(200),
        Case.get("a long but decent query", SANDBOX + "/five?x=" + "a".repeat(4_000)).status(200),
        Case.get("a thousand parameters", SANDBOX + "/five?" + "a=b&".repeat(1_000)).status(200),
        Case.get("a body on GET", SANDBOX + "/five").header("Content-Length: 0").status(200));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"escapes", "tolerated"})
  void answers(Case row) {
    row.run(SERVER);
  }

  /** An idle stream notices at the next ping. */
  @Test
  @Tag("slow")
  void clientsThatGoAwayLeaveNothingBehind() throws IOException {
    leave(5);
    int before = SERVER.process().openDescriptors();
    leave(200);
    await()
        .atMost(Limits.LEAVE_TIMEOUT)
        .untilAsserted(() ->
            assertThat(SERVER.process().openDescriptors())
                .as("open descriptors")
                .isLessThanOrEqualTo(before));
    assertThat(SERVER.get("/healthz").status()).isEqualTo(200);
  }

  /** Half a request, a request whose answer nobody reads, a stream nobody follows. */
  private static void leave(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (RawConnection half = RawConnection.open(SERVER.base());
          RawConnection unread = RawConnection.open(SERVER.base());
          RawConnection stream = RawConnection.open(SERVER.base())) {
        half.send("GET /heal");
        unread.send(RawConnection.request("GET", SANDBOX + "/big/download", List.of()));
        stream.send(
            RawConnection.request("GET", SANDBOX + "/five", List.of("Accept: text/event-stream")));
        stream.receiveHead("GET");
        unread.reset();
      }
    }
  }
}
