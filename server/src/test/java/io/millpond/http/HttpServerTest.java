package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.logs.LogRoot;
import io.millpond.logs.OpenFiles;
import io.millpond.logs.SharedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LARGE_BYTES = 64 << 20;

  @TempDir Path directory;
  private final ByteArrayOutputStream accessLog = new ByteArrayOutputStream();
  private final LinkedBlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final CountDownLatch entered = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Followers followers = new Followers();
  private SharedFiles files;
  private LogRoot root;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    root = LogRoot.open(directory);
    files = SharedFiles.start();
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(
                new TestingDialect(
                    List.of(
                        new Route("/text", Route.Pace.INSTANT, one -> one.sendText(200, "text")),
                        new Route("/file", Route.Pace.FILE, this::file),
                        new Route("/boom", Route.Pace.BLOCKING, HttpServerTest::boom),
                        new Route("/half", Route.Pace.BLOCKING, HttpServerTest::half),
                        new Route("/long", Route.Pace.BLOCKING, HttpServerTest::inFull),
                        new Route("/grown", Route.Pace.BLOCKING, HttpServerTest::grown),
                        new Route("/echo", Route.Pace.BLOCKING, this::echo),
                        new Route("/slow", Route.Pace.FILE, HttpServerTest::slow),
                        new Route("/late", Route.Pace.BLOCKING, this::late),
                        new Route(
                            "/stream",
                            Route.Pace.BLOCKING,
                            one -> streams.add(followers.open("testing", one)))))),
            new Cors(List.of("https://ours.example")),
            followers,
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
            accessLog);
  }

  @AfterEach
  void stop() throws IOException {
    mayEnd.countDown();
    server.close();
    files.close();
    root.close();
    client.close();
  }

  private void file(Exchange exchange) throws IOException {
    FileAnswer.send(exchange, files.open(root, "log"), "application/octet-stream");
  }

  private static void boom(Exchange exchange) {
    throw new IllegalStateException("/etc/secret is broken");
  }

  private static void half(Exchange exchange) throws IOException {
    BodyWriter body = exchange.body(200, "text/plain");
    body.write(new byte[2 * Limits.BODY_BUFFER_BYTES]);
    body.flush();
    throw new IllegalStateException("after half of it");
  }

  private static void inFull(Exchange exchange) throws IOException {
    BodyWriter body = exchange.body(200, "text/plain");
    body.write(new byte[2 * Limits.BODY_BUFFER_BYTES]);
    body.write(new byte[1]);
    body.finish();
  }

  private static void grown(Exchange exchange) throws IOException {
    BodyWriter body = exchange.body(200, "text/plain");
    body.write(new byte[10]);
    body.finish();
  }

  private void echo(Exchange exchange) throws IOException {
    entered.countDown();
    exchange.sendText(200, Content.Source.asString(exchange.request(), StandardCharsets.UTF_8));
  }

  private static void slow(Exchange exchange) {
    exchange.beforeBlocking();
    exchange.sendText(200, Thread.currentThread().isVirtual() ? "own thread" : "shared thread");
  }

  private void late(Exchange exchange) throws InterruptedException {
    entered.countDown();
    assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
    exchange.sendText(200, "late");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private Socket connect(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    String head = "GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private EventStream stream() throws InterruptedException {
    EventStream stream = streams.poll(20, TimeUnit.SECONDS);
    assertThat(stream).isNotNull();
    return stream;
  }

  @Test
  void whatGoesWrongIsToldByTheRequestIdAlone() throws Exception {
    HttpResponse<String> answer = get("/boom");
    assertThat(answer.statusCode()).isEqualTo(500);
    String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
    assertThat(answer.body()).isEqualTo("refused: Internal error, request " + id);
  }

  @Test
  void anAnswerThatFailsHalfwayIsBrokenOff() {
    assertThatThrownBy(() -> get("/half")).isInstanceOf(IOException.class);
  }

  /**
   * All that is sent for a request by somebody who takes the end of the connection for the end.
   *
   * @throws IOException where the connection does not end cleanly
   */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void theEndOfTheConnectionIsNotTakenForTheEndOfABrokenOffAnswer() throws Exception {
    String closing = raw("GET /half HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    assertThat(closing).containsIgnoringCase("Transfer-Encoding: chunked");
    assertThat(closing).doesNotEndWith("\r\n0\r\n\r\n");
    assertThatThrownBy(() -> raw("GET /half HTTP/1.0\r\n\r\n")).isInstanceOf(SocketException.class);
  }

  @Test
  void anAnswerOfUnknownLengthSuitsTheProtocol() throws Exception {
    String closing = raw("GET /long HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    assertThat(closing).endsWith("\r\n0\r\n\r\n");
    String old = raw("GET /long HTTP/1.0\r\n\r\n");
    assertThat(old).doesNotContainIgnoringCase("Transfer-Encoding");
    assertThat(old.split("\r\n\r\n", 2)[1]).hasSize(2 * Limits.BODY_BUFFER_BYTES + 1);
  }

  @Test
  void notModifiedClaimsNoOtherLengthThanTheFiles() throws Exception {
    Files.writeString(directory.resolve("log"), "one\ntwo\n");
    HttpResponse<String> answer =
        client.send(
            request("/file").header("If-None-Match", "*").build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(8);
    assertThat(get("/text").body()).isEqualTo("text");
  }

  @Test
  void admissionGoesBeforeTheRoute() throws Exception {
    for (String path : List.of("/text", "/nothing", "/a/../text")) {
      HttpResponse<String> answer =
          client.send(
              request(path).header("Authorization", "nobody").build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("testing");
    }
  }

  @Test
  void headHasTheHeadersAndNoBody() throws Exception {
    Files.writeString(directory.resolve("log"), "one\ntwo\n");
    HttpResponse<String> answer =
        client.send(request("/file").HEAD().build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(8);
    assertThat(answer.body()).isEmpty();
    HttpResponse<String> streamed =
        client.send(request("/grown").HEAD().build(), HttpResponse.BodyHandlers.ofString());
    assertThat(streamed.statusCode()).isEqualTo(200);
    assertThat(streamed.headers().firstValue("Content-Length")).isEmpty();
  }

  @Test
  void onlyListedOriginsMayRead() throws Exception {
    for (String origin : List.of("https://ours.example", "https://other.example", "null")) {
      HttpResponse<String> answer =
          client.send(
              request("/text").header("Origin", origin).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
          .isEqualTo(origin.contains("ours") ? Optional.of(origin) : Optional.empty());
      assertThat(answer.headers().firstValue("Vary")).contains("Origin");
    }
  }

  /** What is done to a file of which a part has been sent. */
  private interface Meanwhile {
    void happens(RandomAccessFile file) throws IOException;
  }

  /** How much of the large file arrives whose fate is that. */
  private long received(Meanwhile meanwhile) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("log").toFile(), "rw");
        Socket socket = connect("/file HTTP/1.1\r\nConnection: close\r\nX: ")) {
      InputStream in = socket.getInputStream();
      String head = "";
      while (!head.endsWith("\r\n\r\n")) {
        head += (char) in.read();
      }
      long received = in.readNBytes(1 << 20).length;
      meanwhile.happens(file);
      byte[] buffer = new byte[1 << 20];
      try {
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
          received += read;
        }
      } catch (IOException reset) {
        // As good an end as any.
      }
      return received;
    }
  }

  private void makeLarge(String beginning) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("log").toFile(), "rw")) {
      file.write(beginning.getBytes(StandardCharsets.US_ASCII));
      file.setLength(LARGE_BYTES);
    }
  }

  @Test
  void aFileThatIsCutOffWhileItIsSentIsNeverPadded() throws Exception {
    makeLarge("");
    assertThat(received(file -> file.setLength(4096))).isLessThan(LARGE_BYTES);
    await().atMost(PATIENCE).until(() -> OpenFiles.count() <= 1);
  }

  @Test
  void aFileThatIsCutOffAndGrowsAgainWhileItIsSentIsNotSentHalfAndHalf() throws Exception {
    makeLarge("one\n");
    Meanwhile writtenAnew =
        file -> {
          file.setLength(0);
          file.write("two\n".getBytes(StandardCharsets.US_ASCII));
          file.setLength(2L * LARGE_BYTES);
        };
    assertThat(received(writtenAnew)).isLessThan(LARGE_BYTES);
  }

  @Test
  void aFileThatGrowsWhileItIsSentIsSentAsItWas() throws Exception {
    makeLarge("one\n");
    assertThat(received(file -> file.setLength(2L * LARGE_BYTES))).isEqualTo(LARGE_BYTES);
  }

  @Test
  void aStreamWhoseClientLeavesEnds() throws Exception {
    EventStream stream;
    try (Socket socket = connect("/stream")) {
      stream = stream();
      assertThat(stream.offer(ByteBuffer.wrap("data: x\n\n".getBytes(StandardCharsets.UTF_8))))
          .isTrue();
      assertThat(followers.count("testing")).isOne();
      assertThat(socket.getInputStream().read()).isPositive();
    }
    await().atMost(PATIENCE).until(stream::isEnded);
    assertThat(stream.offer(ByteBuffer.allocate(1))).isFalse();
    await().atMost(PATIENCE).until(() -> followers.count("testing") == 0);
  }

  @Test
  void aFollowerThatDoesNotReadIsCutOffAtTheBound() throws Exception {
    try (Socket socket = connect("/stream")) {
      EventStream stream = stream();
      ByteBuffer frame = ByteBuffer.allocate(64 << 10);
      long offered = 0;
      while (stream.offer(frame)) {
        offered += frame.remaining();
        assertThat(stream.backlogBytes()).isLessThanOrEqualTo(Limits.MAX_FOLLOWER_BACKLOG_BYTES);
        assertThat(offered).as("endless").isLessThan(1L << 30);
      }
      assertThat(stream.isEnded()).isTrue();
      assertThat(frame.remaining()).isEqualTo(64 << 10);
      assertThat(socket.isClosed()).isFalse();
    }
  }

  @Test
  void framesLargerThanTheBacklogAreSentToWhoReads() throws Exception {
    try (Socket socket = connect("/stream")) {
      EventStream stream = stream();
      ByteBuffer frame = ByteBuffer.allocate(2 * Limits.MAX_FOLLOWER_BACKLOG_BYTES);
      Thread reader =
          Thread.startVirtualThread(() -> {
            try {
              socket.getInputStream().readNBytes(4 * frame.capacity());
            } catch (IOException closed) {
              // The test is over.
            }
          });
      for (int i = 0; i < 4; i++) {
        stream.send(frame);
      }
      assertThat(reader.join(Duration.ofSeconds(20))).isTrue();
      assertThat(stream.isEnded()).isFalse();
    }
  }

  @Test
  void closingBreaksStreamsOffAndLetsRequestsEnd() throws Exception {
    CompletableFuture<HttpResponse<String>> late =
        client.sendAsync(request("/late").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
    try (Socket socket = connect("/stream")) {
      // As soon as it is broken off: a request in flight has seconds, and not as long as this
      // takes.
      stream().whenEnded(mayEnd::countDown);
      Thread closing = Thread.startVirtualThread(server::close);
      byte[] all;
      try {
        all = socket.getInputStream().readAllBytes();
      } catch (IOException reset) {
        all = new byte[0];
      }
      assertThat(new String(all, StandardCharsets.US_ASCII)).doesNotEndWith("0\r\n\r\n");
      assertThat(late.get(20, TimeUnit.SECONDS).body()).isEqualTo("late");
      assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void eachRequestIsALineThatItsClientCannotForge() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          "GET /text?a\"b HTTP/1.1\r\nHost: h\r\nUser-Agent: \" 200\\\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
    await().atMost(PATIENCE).until(() -> accessLog.size() > 0);
    server.close();
    assertThat(accessLog.toString(StandardCharsets.UTF_8).lines().toList())
        .singleElement()
        .asString()
        .matches(
            "\\S+Z 127\\.0\\.0\\.1 \"GET /text\\?a\\\\u0022b HTTP/1\\.1\" 200 4 0\\.\\d{6} [0-9a-f]{18}"
                + " \"\\\\u0022 200\\\\u005c\"");
  }

  @Test
  void blanksAreEscapedInRequestLinesAndNowhereElse() throws Exception {
    String line = "GET /a?b c d HTTP/1.1\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String head =
          "GET /echo?one two three HTTP/1.1\r\nHost: h\r\nContent-Length: "
              + line.length()
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[2048];
      StringBuilder text = new StringBuilder();
      while (!text.toString().contains(line)) {
        int read = socket.getInputStream().read(answer);
        assertThat(read).as(text.toString()).isPositive();
        text.append(new String(answer, 0, read, StandardCharsets.US_ASCII));
        assertThat(text).doesNotContain("+");
      }
      socket
          .getOutputStream()
          .write(
              "GET /text?x y z HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aHandlerThatTurnsOutSlowIsRunAgainOnItsOwnThread() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/slow").header("Range", "bytes=0-9").build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo("own thread");
  }

  @Test
  void wholeFilesForStaleRangesHoldUpNobody() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("log").toFile(), "rw")) {
      file.setLength(LARGE_BYTES);
    }
    List<Socket> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        Socket socket = connect("/file HTTP/1.1\r\nRange: bytes=0-9\r\nIf-Range: \"old\"\r\nX: ");
        stuck.add(socket);
        assertThat(socket.getInputStream().readNBytes(12)).endsWith('2', '0', '0');
      }
      HttpRequest text = request("/text").timeout(Duration.ofSeconds(10)).build();
      assertThat(client.send(text, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("text");
    } finally {
      for (Socket socket : stuck) {
        socket.close();
      }
    }
  }

  @Test
  void whoComesWhileFollowersAreBrokenOffIsToo() throws Exception {
    followers.close();
    try (Socket socket = connect("/stream")) {
      assertThat(stream().isEnded()).isTrue();
      assertThat(socket.isClosed()).isFalse();
    }
  }
}
