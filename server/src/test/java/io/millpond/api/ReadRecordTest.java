package io.millpond.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Question;
import io.millpond.access.Resource;
import io.millpond.access.Scheme;
import io.millpond.access.Verifier;
import io.millpond.audit.Trail;
import io.millpond.audit.Verdict;
import io.millpond.audit.Verification;
import io.millpond.http.BodyWriter;
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
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put on record of requests to a server whose callers are known. */
final class ReadRecordTest {
  private static final Permission READ = new Permission("item:a/b:read");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Followers followers = new Followers();
  private Path file;
  private Trail trail;
  private Doorkeeper doorkeeper;
  private HttpServer server;

  /** Knows alice, who may read, and bob, who may not. */
  private static final class Names implements Verifier {
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
      if (!(credentials instanceof Credentials.Token(var name, var schemes))) {
        return new Identity.Invalid();
      }
      beforeBlocking.run();
      return switch (name) {
        case "alice", "bob" -> new Identity.Known(new Caller.Known("jwt:" + name, Instant.MAX));
        case "later" -> new Identity.Undecided(Duration.ofSeconds(7));
        default -> new Identity.Invalid();
      };
    }
  }

  @BeforeEach
  void start() throws IOException {
    serve(1 << 20);
  }

  private void serve(long maxFileBytes) throws IOException {
    file = directory.resolve("audit-" + maxFileBytes + ".jsonl");
    trail = Trail.open(new Trail.Settings(file, Optional.empty(), true, maxFileBytes));
    trail.whenFailing(followers::breakOff);
    Grants grants = new Grants(Map.of("jwt:alice", Set.of(READ)));
    doorkeeper =
        new Doorkeeper(
            Access.closed(List.of(new Names()), new GrantBook(grants), InstantSource.system()),
            new OwnNames(Set.of(), false),
            Optional.of(trail),
            new Crowd(CrowdLimits.NONE));
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(
                new TestingDialect(
                    List.of(
                        route("/text", exchange -> exchange.sendText(200, "text\n")),
                        route("/gone", exchange -> exchange.sendText(404, "no\n")),
                        route("/half", ReadRecordTest::half),
                        route("/endless", ReadRecordTest::endless),
                        route("/events", exchange -> followers.open("testing", exchange)),
                        new Route("/link", Route.Pace.BLOCKING, this::link)))),
            new Cors(List.of()),
            followers,
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
            OutputStream.nullOutputStream());
  }

  @AfterEach
  void stop() {
    server.close();
    trail.close();
    client.close();
  }

  private Route route(String path, Route.Handler then) {
    return new Route(
        path,
        Route.Pace.FILE,
        exchange -> {
          if (!(doorkeeper.identify(exchange, ReadRecordTest::token)
              instanceof Identity.Known(var caller, var body))) {
            throw new Problem(401, "who are you");
          }
          Resource resource = new Resource(Resource.Kind.ITEM, "/a\n/b");
          Question question = new Question(READ, resource);
          if (doorkeeper.decide(exchange, caller, question) != Decision.ALLOWED) {
            throw new Problem(403, "not you");
          }
          then.handle(exchange);
        });
  }

  private static Credentials token(Exchange exchange) {
    return RequestCredentials.bearer(exchange, Set.of(Scheme.JWT));
  }

  private static void half(Exchange exchange) throws IOException {
    exchange.beforeBlocking();
    BodyWriter body = exchange.body(200, "text/plain");
    body.write(new byte[100]);
    body.flush();
    throw new EOFException("the log became shorter");
  }

  private static void endless(Exchange exchange) throws IOException {
    exchange.beforeBlocking();
    BodyWriter body = exchange.body(200, "text/plain");
    while (true) {
      body.write(new byte[1 << 16]);
    }
  }

  private void link(Exchange exchange) {
    doorkeeper.requireRecord(exchange);
    if (exchange.query().first("secret").isPresent()) {
      doorkeeper.linkOpened(exchange, "oci:alice", "export", "op-1");
      exchange.sendText(200, "export\n");
    } else {
      exchange.sendText(401, "no\n");
    }
  }

  private HttpRequest request(String name, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (!name.isEmpty()) {
      request.header("Authorization", "Bearer " + name);
    }
    return (headers.length > 0 ? request.headers(headers) : request).build();
  }

  private HttpResponse<String> get(String name, String path, String... headers) throws Exception {
    return client.send(request(name, path, headers), HttpResponse.BodyHandlers.ofString());
  }

  /** The lines about reads, once there are so many. */
  private List<String> reads(int count) throws IOException {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(reads()).hasSize(count));
    return reads();
  }

  private List<String> reads() throws IOException {
    return Files.readAllLines(file).stream().filter(line -> line.contains("\"caller\"")).toList();
  }

  @Test
  void whoReadWhatIsOnRecord() throws Exception {
    HttpResponse<String> answer = get("alice", "/text?cursor=END&skip=-3&token=tell-nobody");
    assertThat(answer.body()).isEqualTo("text\n");
    assertThat(reads(1).getFirst())
        .contains(
            "\"requestId\":\"%s\",\"caller\":\"jwt:alice\",\"permission\":\"item:a/b:read\","
                .formatted(answer.headers().firstValue("X-Request-Id").orElseThrow()))
        .contains("\"kind\":\"item\",\"resource\":\"/a\\u000a/b\",\"dialect\":\"testing\",")
        .contains("\"method\":\"GET\",\"remote\":\"127.0.0.1\",\"range\":\"cursor=END&skip=-3\",")
        .contains("\"bytes\":5,\"status\":200,\"outcome\":\"allowed\",\"millis\":")
        .doesNotContain("tell-nobody");
    assertThat(get("alice", "/gone", "Range", "bytes=1-2").statusCode()).isEqualTo(404);
    assertThat(reads(2).getLast())
        .contains("\"range\":\"bytes=1-2\"")
        .contains("\"status\":404,\"outcome\":\"allowed\"");
  }

  @Test
  void refusalsAreOnRecord() throws Exception {
    assertThat(get("bob", "/text").statusCode()).isEqualTo(403);
    assertThat(reads(1).getLast())
        .contains("\"caller\":\"jwt:bob\",\"permission\":\"item:a/b:read\"")
        .contains("\"status\":403,\"outcome\":\"denied\"");
    assertThat(get("tell-nobody", "/text").statusCode()).isEqualTo(401);
    assertThat(reads(2).getLast())
        .contains("\"caller\":\"-\",\"kind\":\"request\",\"resource\":\"/text\"")
        .contains("\"status\":401,\"outcome\":\"unauthenticated\"")
        .doesNotContain("tell-nobody");
    assertThat(get("", "/text").statusCode()).isEqualTo(401);
    assertThat(reads(3).getLast()).contains("\"outcome\":\"unauthenticated\"");
    assertThat(get("later", "/text").headers().firstValue("Retry-After")).contains("7");
    assertThat(reads(4).getLast()).contains("\"status\":503,\"outcome\":\"undecided\"");
  }

  /** The handler runs twice: the first time on a thread on which it may not wait. */
  @Test
  void aHandlerThatIsRunAgainIsOneRead() throws Exception {
    assertThat(get("alice", "/text", "Range", "bytes=0-1").statusCode()).isEqualTo(200);
    assertThat(get("bob", "/text", "Range", "bytes=0-1").statusCode()).isEqualTo(403);
    assertThat(reads(2))
        .satisfiesExactly(
            one -> assertThat(one).contains("jwt:alice"),
            two -> assertThat(two).contains("jwt:bob"));
    await().atMost(PATIENCE).until(() -> trail.taken() == 0);
  }

  @Test
  void anAnswerThatBreaksOffIsTold() throws Exception {
    assertThatThrownBy(() -> get("alice", "/half")).isInstanceOf(IOException.class);
    assertThat(reads(1).getFirst()).contains("\"bytes\":100,\"status\":200,\"outcome\":\"broken\"");
  }

  /** The connection is not there any more when that is put on record. */
  @Test
  void whoBrokeOffIsTold() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head = "GET /endless HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer alice\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(1 << 10)).hasSize(1 << 10);
      socket.setSoLinger(true, 0);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(reads()).last().asString().contains("\"broken\""));
    assertThat(reads()).allSatisfy(line -> assertThat(line).contains("\"remote\":\"127.0.0.1\""));
  }

  @Test
  void aLinkIsOnRecordWithWhoMadeIt() throws Exception {
    assertThat(get("", "/link?secret=tell-nobody").statusCode()).isEqualTo(200);
    assertThat(reads(1).getFirst())
        .contains("\"caller\":\"link\",\"creator\":\"oci:alice\",\"kind\":\"export\"")
        .contains("\"resource\":\"op-1\"")
        .contains("\"outcome\":\"allowed\"")
        .doesNotContain("tell-nobody");
    assertThat(get("", "/link").statusCode()).isEqualTo(401);
    assertThat(reads(2).getLast())
        .contains("\"caller\":\"-\"")
        .contains("\"outcome\":\"unauthenticated\"");
  }

  @Test
  void aFollowerIsOnRecordWhenItComesAndWhenItGoes() throws Exception {
    HttpResponse<InputStream> events =
        client.send(request("alice", "/events"), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(reads(1).getFirst())
        .contains("\"caller\":\"jwt:alice\"")
        .contains("\"outcome\":\"following\"");
    events.body().close();
    assertThat(reads(2).getLast()).contains("\"outcome\":\"followed\"");
  }

  /** The file cannot be put aside, and so no other begun, as on a disk that is full. */
  @Test
  void whatCannotBePutOnRecordIsNotRead() throws Exception {
    server.close();
    trail.close();
    Path obstacle = Files.createDirectory(directory.resolve("audit-1000.jsonl.1"));
    serve(1000);
    HttpResponse<InputStream> events =
        client.send(request("alice", "/events"), HttpResponse.BodyHandlers.ofInputStream());
    await().atMost(PATIENCE).until(() -> get("alice", "/text").statusCode() == 503);
    assertThatThrownBy(() -> events.body().readAllBytes()).isInstanceOf(IOException.class);
    HttpResponse<String> refused = get("alice", "/text");
    assertThat(refused.body()).startsWith("refused: Reads cannot be put on record");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(get("", "/link?secret=x").statusCode()).isEqualTo(503);
    Files.delete(obstacle);
    await().atMost(PATIENCE).until(() -> get("alice", "/text").statusCode() == 200);
    trail.close();
    assertThat(Verification.of(file, Optional.empty(), Optional.empty()))
        .isInstanceOf(Verdict.Whole.class);
  }
}
