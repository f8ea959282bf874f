package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no HTTP, or too large, is refused in the form of whom it was meant for. */
final class RefusedRequestTest {
  private static final String HOST = "Host: here\r\n";
  private static final String END = " HTTP/1.1\r\n" + HOST + "\r\n";
  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

  private static HttpServer server;

  /** A dialect below a path that refuses in JSON. */
  private record Strict(Dialect rest) implements Dialect {
    @Override
    public String name() {
      return "strict";
    }

    @Override
    public List<String> requestIdHeaders() {
      return List.of("requestId");
    }

    @Override
    public String requestId(String id, Function<String, Optional<String>> headers) {
      return "strict-" + id;
    }

    @Override
    public List<Route> routes() {
      return rest.routes();
    }

    @Override
    public boolean owns(String path) {
      return path.startsWith("/strict/");
    }

    @Override
    public void admit(Exchange exchange) {}

    @Override
    public Problem unknownRoute() {
      return rest.unknownRoute();
    }

    @Override
    public Problem wrongMethod(boolean known) {
      return rest.wrongMethod(known);
    }

    @Override
    public void describe(Exchange exchange, Problem problem) {
      exchange.send(
          problem.status(),
          "application/json",
          ("{\"strict\":\"" + problem.text() + "\",\"id\":\"" + exchange.requestId() + "\"}")
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  @BeforeAll
  static void start() throws IOException {
    Dialect rest = new TestingDialect(List.of());
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(new Strict(new TestingDialect(List.of())), rest),
            new Cors(List.of()),
            new Followers(),
            METERS,
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
            new ByteArrayOutputStream());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The answer as it came, to the end of the connection, which a refusal is. */
  private static Answer ask(String... parts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.setTcpNoDelay(true);
      for (String part : parts) {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
      }
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      String[] halves = all.split("\r\n\r\n", 2);
      assertThat(halves).as(all).hasSize(2);
      return new Answer(halves[0], halves[1]);
    }
  }

  private record Answer(String head, String body) {
    Optional<String> header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }

    int status() {
      return Integer.parseInt(head.split(" ", 3)[1]);
    }
  }

  private static void assertStrict(Answer answer, int status) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Content-Length")).contains("" + answer.body().length());
    String id = answer.header("requestId").orElseThrow();
    assertThat(id).startsWith("strict-");
    assertThat(answer.body()).startsWith("{\"strict\":\"" + status + " ").contains(id);
  }

  private static void assertHeadOf(Answer answer, int status) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.body()).as(answer.toString()).isEmpty();
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(Integer.parseInt(answer.header("Content-Length").orElseThrow())).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void ofWhatIsTooLarge(String method) throws IOException {
    String uri = method + " /strict/" + "a".repeat(20_000) + END;
    String query = method + " /strict/a?" + "a".repeat(20_000) + END;
    String header = method + " /strict/a HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n" + HOST;
    String absolute = method + " http://here/strict/" + "a".repeat(20_000) + END;
    for (String request : List.of(uri, query, absolute)) {
      check(method, ask(request), 414);
    }
    check(method, ask(header + "\r\n"), 431);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void ofWhatIsMalformed(String method) throws IOException {
    String line = method + " /strict/a HTTP/1.1\r\n";
    for (String rest :
        List.of(
            "\r\n",
            HOST + HOST.replace("here", "there") + "\r\n",
            HOST + "Nonsense\r\n\r\n",
            HOST + "A: b\0\r\n\r\n",
            HOST + "Content-Length: x\r\n\r\n",
            HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n")) {
      check(method, ask(line + rest), 400);
    }
    check(method, ask(method + " /strict/\0" + END), 400);
    check(method, ask(method + " /strict/a b" + END), 400);
    for (String version : List.of("9.9", "2.0")) {
      check(method, ask(method + " /strict/a HTTP/" + version + "\r\n" + HOST + "\r\n"), 505);
    }
    check(method, ask(line + HOST + "Expect: the-impossible\r\n\r\n"), 417);
  }

  private static void check(String method, Answer answer, int status) {
    if (method.equals("HEAD")) {
      assertHeadOf(answer, status);
    } else {
      assertStrict(answer, status);
    }
  }

  @Test
  void ofALineThatCameInPieces() throws IOException {
    String[] pieces = {"HE", "AD /str", "ict/a", "b".repeat(3_000), "c".repeat(30_000), END};
    assertHeadOf(ask(pieces), 414);
    pieces[0] = "GE";
    pieces[1] = "T /str";
    assertStrict(ask(pieces), 414);
  }

  @Test
  void whatAHeaderOrABodySaysIsNoPath() throws IOException {
    String filler = "X: " + "a".repeat(4_000) + "\r\n";
    Answer header =
        ask("GET /other HTTP/1.1\r\n" + filler, "HEAD /strict/a HTTP/1.1\r\n" + filler + "\r\n");
    assertThat(header.status()).isEqualTo(400);
    assertThat(header.body()).startsWith("refused: 400 ");
    Answer first = ask("GET /other" + END + "GET /strict/" + "a".repeat(20_000) + END);
    assertThat(first.status()).isEqualTo(404);
    assertThat(first.body()).contains("HTTP/1.1 414").contains("{\"strict\":\"414 ");
  }

  @Test
  void ofWhatIsForNobodyIsBareText() throws IOException {
    for (String request :
        List.of("nonsense\r\n\r\n", "GET * HTTP/7\r\n\r\n", "\u0016\u0003\1\r\n")) {
      Answer answer = ask(request);
      assertThat(answer.body()).as(request).startsWith("refused: " + answer.status());
      assertThat(answer.header("Content-Length")).contains("" + answer.body().length());
      assertThat(answer.header("X-Request-Id")).isPresent();
    }
  }

  @Test
  void itIsCountedForWhomItWasMeant() throws IOException {
    double before = refused();
    assertStrict(ask("GET /strict/" + "a".repeat(20_000) + END), 414);
    await().atMost(60, TimeUnit.SECONDS).until(() -> refused() > before);
  }

  private static double refused() {
    return METERS
        .get("millpond.requests")
        .tags("dialect", "strict", "status", "4xx")
        .counter()
        .count();
  }
}
