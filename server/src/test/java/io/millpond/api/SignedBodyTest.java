package io.millpond.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Identity;
import io.millpond.access.Scheme;
import io.millpond.access.SignedRequest;
import io.millpond.access.Verifier;
import io.millpond.http.ConnectionLimits;
import io.millpond.http.Cors;
import io.millpond.http.Crowd;
import io.millpond.http.CrowdLimits;
import io.millpond.http.Exchange;
import io.millpond.http.Followers;
import io.millpond.http.HttpServer;
import io.millpond.http.Problem;
import io.millpond.http.Route;
import io.millpond.http.TestingDialect;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signature covers is what was sent: the parts of the request, and its body. */
final class SignedBodyTest {
  private static final String EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Believes every signature, and what it says of the body. */
  private final class Believer implements Verifier {
    @Override
    public Scheme scheme() {
      return Scheme.OCI;
    }

    @Override
    public boolean claims(Credentials credentials) {
      return credentials instanceof Credentials.Signed;
    }

    @Override
    public Identity verify(Credentials credentials, Runnable beforeBlocking) {
      SignedRequest request = ((Credentials.Signed) credentials).request();
      seen.add(request.method() + " " + request.target() + " " + request.header("HOST"));
      return new Identity.Known(
          new Caller.Known("oci:x", Instant.MAX),
          request.header("x-content-sha256").stream().findFirst());
    }
  }

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Doorkeeper doorkeeper =
      new Doorkeeper(
          Access.closed(
              List.of(new Believer()), new GrantBook(Grants.NONE), InstantSource.system()),
          new OwnNames(Set.of("logs.example.com"), true),
          Optional.empty(),
          new Crowd(CrowdLimits.NONE));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Route.Handler reads =
        exchange -> {
          require(exchange);
          byte[] body = exchange.readBody(1000, TIMEOUT);
          byte[] again = exchange.readBody(1000, TIMEOUT);
          exchange.sendText(200, new String(body, StandardCharsets.UTF_8) + "/" + again.length);
        };
    Route.Handler doesNot =
        exchange -> {
          require(exchange);
          exchange.sendText(200, "done");
        };
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(
                new TestingDialect(
                    List.of(
                        new Route("/reads", Route.Pace.BLOCKING, Map.of(Route.Method.POST, reads)),
                        new Route(
                            "/not",
                            Route.Pace.INSTANT,
                            Map.of(Route.Method.POST, doesNot, Route.Method.GET, doesNot)),
                        new Route("/odd/{rest...}", Route.Pace.INSTANT, doesNot)))),
            new Cors(List.of()),
            new Followers(),
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
            OutputStream.nullOutputStream());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void require(Exchange exchange) {
    if (!(doorkeeper.identify(exchange, RequestCredentials::any) instanceof Identity.Known)) {
      throw new Problem(401, "nobody");
    }
  }

  private String send(String line, String body, String... headers) throws IOException {
    return send(line + " HTTP/1.1\r\nHost: Logs.Example.com:80", headers, body);
  }

  private String send(String begin, String[] headers, String body) throws IOException {
    String request =
        begin
            + "\r\nAuthorization: Signature x\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n"
            + body;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String post(String path, String body, String digest) throws IOException {
    return send(
        "POST " + path, body, "Content-Length: " + body.length(), "x-content-sha256: " + digest);
  }

  private static String sha256(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void theBodyThatWasSignedIsRead() throws Exception {
    assertThat(post("/reads", "{}", sha256("{}"))).startsWith("HTTP/1.1 200").endsWith("{}/2");
    assertThat(post("/reads", "", EMPTY)).startsWith("HTTP/1.1 200").endsWith("/0");
    assertThat(send("POST /reads", "{}", "Content-Length: 2")).endsWith("{}/2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/reads", "/not"})
  void anotherBodyIsNobodysWhetherItIsReadOrNot(String path) throws Exception {
    for (String digest : List.of(sha256("{ }"), EMPTY, "x", sha256("{}").replace("=", ""))) {
      assertThat(post(path, "{}", digest)).as(digest).startsWith("HTTP/1.1 401");
    }
    assertThat(post(path, "", sha256("{}"))).startsWith("HTTP/1.1 401");
  }

  @Test
  void aBodyThatNobodyReadsMayBeThere() throws Exception {
    assertThat(post("/not", "{}", sha256("{}"))).startsWith("HTTP/1.1 200").endsWith("done");
    assertThat(post("/not", "", EMPTY)).startsWith("HTTP/1.1 200").endsWith("done");
  }

  @Test
  void aReadMayBeSignedWithADigestToo() throws Exception {
    assertThat(send("GET /not", "", "x-content-sha256: " + EMPTY)).startsWith("HTTP/1.1 200");
    assertThat(send("GET /not", "", "x-content-sha256: " + sha256("x"))).startsWith("HTTP/1.1 401");
  }

  @Test
  void aBodyIsNoLongerThanWhoReadsItTakes() throws Exception {
    String body = "x".repeat(1001);
    assertThat(post("/reads", body, sha256(body))).startsWith("HTTP/1.1 413");
    assertThat(post("/not", body, sha256(body))).startsWith("HTTP/1.1 200");
    assertThat(send("POST /not", "", "Content-Length: " + (2 << 20), "x-content-sha256: " + EMPTY))
        .startsWith("HTTP/1.1 413");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/odd/a%20b%2Fc%2fd",
        "/odd/a?",
        "/odd/a?x=%7e&y=+&&=",
        "/odd/a;b=c/d;e?f;g",
        "/odd/~-._!$&'()*+,=:@",
        "/odd/%41%c3%a4%C3%A4",
        "/not?a=/b/../c"
      })
  void theTargetIsTheOneThatWasSentAndSoIsTheHost(String target) throws Exception {
    send("GET " + target, "", "X-Y: z");
    assertThat(seen).contains("GET " + target + " [Logs.Example.com:80]");
  }

  /** As over HTTP/2, where the host is a part of the target. */
  @Test
  void withoutAHeaderTheHostIsThatOfTheTarget() throws Exception {
    assertThat(send("GET http://logs.example.com:81/not?x HTTP/1.0", new String[0], ""))
        .contains(" 200 ");
    assertThat(seen).containsExactly("GET /not?x [logs.example.com:81]");
  }

  /** Whoever it was signed for could send it here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /not HTTP/1.1\r\nHost: evil.example",
        "GET /not HTTP/1.1\r\nHost: logs.example.com.evil.example",
        "GET http://evil.example/not HTTP/1.1\r\nHost: evil.example",
        "GET http://evil.example/not HTTP/1.0"
      })
  void whatWasSignedForAnotherIsNobodys(String begin) throws Exception {
    assertThat(send(begin, new String[0], "")).startsWith("HTTP/1.1 401").endsWith("nobody");
    assertThat(seen).isEmpty();
  }

  /** None of them is taken for the one that was signed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /not HTTP/1.1\r\nHost:",
        "GET http://logs.example.com/not HTTP/1.1\r\nHost: evil.example",
        "GET http://evil.example/not HTTP/1.1\r\nHost: logs.example.com",
        "GET /not HTTP/1.1\r\nHost: logs.example.com\r\nHost: evil.example",
        "GET /not HTTP/1.1\r\nHost: evil.example\r\nHost: logs.example.com"
      })
  void noneAndTwoHostsAreNotOne(String begin) throws Exception {
    assertThat(send(begin, new String[0], "")).startsWith("HTTP/1.1 400");
    assertThat(seen).isEmpty();
  }
}
