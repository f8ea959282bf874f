package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many a caller may have, and that each is given back, whatever its end. */
final class CrowdTest {
  private static final CrowdLimits.Each FREE = CrowdLimits.Each.NONE;

  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final CountDownLatch lateIsIn = new CountDownLatch(1);
  private final LinkedBlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
  private final Followers followers = new Followers();
  private final HttpClient client = HttpClient.newHttpClient();
  private Crowd crowd = new Crowd(CrowdLimits.NONE);
  private @Nullable HttpServer server;

  private void serve(CrowdLimits limits) throws IOException {
    crowd = new Crowd(limits);
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(
                new TestingDialect(
                    List.of(
                        route("/text", one -> one.sendText(200, "text")),
                        route("/fail", CrowdTest::fail),
                        route("/half", CrowdTest::half),
                        route("/late", this::late),
                        route("/stream", one -> streams.add(followers.open("testing", one))),
                        route("/forged", this::forged)))),
            new Cors(List.of()),
            followers,
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 200),
            OutputStream.nullOutputStream());
  }

  private HttpServer serving() {
    return Objects.requireNonNull(server);
  }

  @AfterEach
  void stop() {
    mayEnd.countDown();
    serving().close();
    followers.close();
    client.close();
  }

  private Route route(String path, Route.Handler handler) {
    return new Route(
        path,
        Route.Pace.BLOCKING,
        exchange -> {
          Optional<String> caller = exchange.header("Caller");
          if (caller.isPresent()) {
            crowd.enter(exchange, caller.get());
          } else {
            crowd.requireTrust(exchange);
            crowd.enter(exchange);
          }
          handler.handle(exchange);
        });
  }

  private static void fail(Exchange exchange) {
    throw new Problem(404, "not here");
  }

  private static void half(Exchange exchange) throws IOException {
    BodyWriter body = exchange.body(200, "text/plain");
    body.write(new byte[2 * Limits.BODY_BUFFER_BYTES]);
    body.flush();
    throw new IOException("after half of it");
  }

  private void late(Exchange exchange) throws InterruptedException {
    lateIsIn.countDown();
    assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
    exchange.sendText(200, "late");
  }

  private void forged(Exchange exchange) {
    crowd.failed(exchange);
    exchange.sendText(401, "nobody's");
  }

  private HttpResponse<String> get(String path, String caller) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + serving().port() + path));
    if (!caller.isEmpty()) {
      request.header("Caller", caller);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private Socket begin(String path, String caller) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), serving().port());
    String head = "GET " + path + " HTTP/1.1\r\nHost: here\r\nCaller: " + caller + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private void assertThrottled(String path, String caller) throws Exception {
    HttpResponse<String> refused = get(path, caller);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
    assertThat(refused.body()).isEqualTo("refused: Too many requests");
  }

  /** One request right after the other: on a slow machine as few come in a second as it can do. */
  private void awaitThrottled(String path, String caller) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> get(path, caller).statusCode() == 429);
  }

  private void awaitLetIn(String path, String caller) {
    await().atMost(20, TimeUnit.SECONDS).until(() -> get(path, caller).statusCode() != 429);
  }

  /** Until what was begun has ended: a caller that has nothing is forgotten. */
  private void awaitNobody() {
    await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> crowd.remembered() == 0);
  }

  private static CrowdLimits each(int requests, int rate, int followers, int failures) {
    CrowdLimits.Each each = new CrowdLimits.Each(requests, rate, followers, failures);
    return new CrowdLimits(0, 0, each, each);
  }

  @Test
  void oneCallersRequestsAreNotAnothers() throws Exception {
    serve(each(1, 0, 0, 0));
    try (Socket busy = begin("/late", "a")) {
      // Else it could be the one that is refused.
      assertThat(lateIsIn.await(60, TimeUnit.SECONDS)).isTrue();
      assertThrottled("/text", "a");
      assertThat(get("/text", "b").statusCode()).isEqualTo(200);
      mayEnd.countDown();
      awaitLetIn("/text", "a");
      assertThat(busy.isConnected()).isTrue();
    }
  }

  @Test
  void allTogetherHaveABoundOfTheirOwn() throws Exception {
    serve(new CrowdLimits(1, 0, FREE, FREE));
    try (Socket busy = begin("/late", "a")) {
      // Else it could be the one that is refused.
      assertThat(lateIsIn.await(60, TimeUnit.SECONDS)).isTrue();
      assertThrottled("/text", "b");
      mayEnd.countDown();
      awaitLetIn("/text", "b");
      assertThat(busy.isConnected()).isTrue();
    }
  }

  @Test
  void whateverTheEndItIsGivenBack() throws Exception {
    serve(each(1, 0, 1, 0));
    for (int i = 0; i < 20; i++) {
      assertThat(get("/fail", "a").statusCode()).isEqualTo(404);
      awaitNobody();
      try (Socket gone = begin("/half", "a")) {
        assertThat(gone.getInputStream().read()).isPositive();
      }
      awaitNobody();
      try (Socket left = begin("/stream", "a")) {
        EventStream stream = streams.poll(20, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        if (i % 2 == 0) {
          stream.abort();
        }
        assertThat(left.isConnected()).isTrue();
      }
      awaitNobody();
    }
    assertThat(get("/text", "a").statusCode()).isEqualTo(200);
  }

  @Test
  void aFollowerCountsAsThatAndNotAsARequest() throws Exception {
    serve(each(1, 0, 1, 0));
    try (Socket follower = begin("/stream", "a")) {
      EventStream stream = streams.poll(20, TimeUnit.SECONDS);
      assertThat(get("/text", "a").statusCode()).isEqualTo(200);
      // The answer is there a moment before its request has ended, and is one until then.
      await()
          .atMost(20, TimeUnit.SECONDS)
          .untilAsserted(() ->
              assertThat(get("/stream", "a"))
                  .returns(429, HttpResponse::statusCode)
                  .returns("10", one -> one.headers().firstValue("Retry-After").orElse("")));
      assertThat(follower.isConnected()).isTrue();
      assertThat(stream).isNotNull().returns(false, EventStream::isEnded);
    }
  }

  @Test
  void allFollowersTogetherHaveABound() throws Exception {
    serve(new CrowdLimits(0, 1, FREE, FREE));
    try (Socket follower = begin("/stream", "a")) {
      EventStream stream = streams.poll(20, TimeUnit.SECONDS);
      assertThat(stream).isNotNull();
      assertThrottled("/stream", "b");
      stream.abort();
      try (Socket next = begin("/stream", "b")) {
        assertThat(streams.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(next.isConnected()).isTrue();
      }
      assertThat(follower.isConnected()).isTrue();
    }
  }

  @Test
  void aCallerThatComesTooFastComesAgain() throws Exception {
    serve(each(0, 1, 0, 0));
    awaitThrottled("/text", "a");
    assertThat(get("/text", "b").statusCode()).isEqualTo(200);
    awaitLetIn("/text", "a");
  }

  @Test
  void whoGuessesIsNotListenedTo() throws Exception {
    serve(each(0, 0, 0, 1));
    awaitThrottled("/forged", "");
    awaitLetIn("/text", "");
  }

  @Test
  void withoutABoundForThisMachineItHasNone() throws Exception {
    serve(new CrowdLimits(0, 0, new CrowdLimits.Each(1, 1, 1, 1), CrowdLimits.Each.NONE));
    for (int i = 0; i < 20; i++) {
      assertThat(get("/text", "").statusCode()).isEqualTo(200);
      assertThat(get("/forged", "").statusCode()).isEqualTo(401);
    }
    assertThat(crowd.remembered()).isZero();
  }
}
