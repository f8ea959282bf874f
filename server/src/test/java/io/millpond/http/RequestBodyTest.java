package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies of requests: read whole, within bounds, and never taken for requests. */
@Timeout(60)
class RequestBodyTest {
  private static final int MAX_BYTES = 10_000;

  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger other = new AtomicInteger();
  private volatile Duration timeout = Duration.ofSeconds(20);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Route body =
        new Route(
            "/body",
            Route.Pace.BLOCKING,
            Map.of(Route.Method.PUT, this::echo, Route.Method.POST, this::echo));
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(
                new TestingDialect(
                    List.of(
                        body,
                        new Route(
                            "/other",
                            Route.Pace.INSTANT,
                            one -> {
                              other.incrementAndGet();
                              one.sendText(200, "other");
                            })))),
            new Cors(List.of("https://ours.example")),
            new Followers(),
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 200),
            new ByteArrayOutputStream());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void echo(Exchange exchange) throws IOException {
    byte[] body;
    try {
      body = exchange.readBody(MAX_BYTES, timeout);
    } catch (IOException | Problem refused) {
      broken.incrementAndGet();
      throw refused;
    }
    exchange.send(200, "text/plain", body);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** All that is answered until the server ends the connection. */
  private String exchange(String... pieces) throws IOException {
    try (Socket socket = connect()) {
      for (String piece : pieces) {
        send(socket, piece);
      }
      return rest(socket);
    }
  }

  /** What comes until the end of the connection; a reset is an end. */
  private static String rest(Socket socket) {
    StringBuilder text = new StringBuilder();
    try {
      for (int next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        text.append((char) next);
      }
    } catch (SocketException reset) {
      text.append("<reset>");
    } catch (IOException failure) {
      text.append('<').append(failure).append('>');
    }
    return text.toString();
  }

  private static String head(String method, String... headers) {
    return method + " /body HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  private static String put(String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Content-Length: " + body.length();
    return head("PUT", all) + body;
  }

  @Test
  void aBodyOfTheGreatestLengthIsRead() throws IOException {
    String body = "x".repeat(MAX_BYTES);
    assertThat(exchange(put(body, "Connection: close"))).startsWith("HTTP/1.1 200").endsWith(body);
    assertThat(exchange(put("", "Connection: close"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void bodiesOnOneConnectionAreOneEach() throws IOException {
    String answers = exchange(put("first") + put("second"), put("third", "Connection: close"));
    assertThat(answers).contains("first", "second", "third");
  }

  @Test
  void aLongerOneIsRefusedAndNothingOfItIsTakenForARequest() throws IOException {
    String smuggled = "GET /other HTTP/1.1\r\nHost: x\r\n\r\n";
    String body = "x".repeat(MAX_BYTES) + smuggled.repeat(500);
    assertThat(exchange(put(body, "Connection: close")))
        .startsWith("HTTP/1.1 413")
        .doesNotContain("HTTP/1.1 200");
    String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    assertThat(exchange(head("PUT", "Transfer-Encoding: chunked", "Connection: close"), chunk))
        .startsWith("HTTP/1.1 413")
        .doesNotContain("HTTP/1.1 200");
    assertThat(exchange(head("PUT", "Content-Length: 99999999"), "x".repeat(999)))
        .startsWith("HTTP/1.1 413")
        .doesNotContain("Timeout");
    assertThat(other).hasValue(0);
  }

  /** Its connection may not be reset while it writes: it would never read why it was refused. */
  @Test
  void aClientThatSendsOnAfterTheAnswerReadsIt() throws IOException {
    String much = "x".repeat(8 << 20);
    try (Socket socket = connect()) {
      for (String path : List.of("/body", "/nowhere", "/other")) {
        send(socket, put(much).replace("PUT /body", "PUT " + path));
      }
      send(socket, put("the next", "Connection: close"));
      assertThat(rest(socket).split("HTTP/1.1 ", -1))
          .satisfiesExactly(
              before -> assertThat(before).isEmpty(),
              tooLarge -> assertThat(tooLarge).startsWith("413"),
              noRoute -> assertThat(noRoute).startsWith("405"),
              wrongMethod -> assertThat(wrongMethod).startsWith("405"),
              next -> assertThat(next).startsWith("200").endsWith("the next"));
    }
  }

  @Test
  void whatIsLeftIsReadWithinBounds() throws IOException {
    String megabyte = "x".repeat(1 << 20);
    long sent = 0;
    try (Socket socket = connect()) {
      send(socket, head("PUT", "Content-Length: " + Long.MAX_VALUE));
      for (; sent < 4 * Limits.MAX_LEFTOVER_BYTES; sent += megabyte.length()) {
        send(socket, megabyte);
      }
    } catch (SocketException reset) {
      // That is what it is about.
    }
    assertThat(sent)
        .isBetween(Limits.MAX_LEFTOVER_BYTES - (1 << 20), 2 * Limits.MAX_LEFTOVER_BYTES);
  }

  @Test
  void aBodyThatIsNotReadIsNotTakenForARequest() throws IOException {
    String smuggled = "GET /other HTTP/1.1\r\nHost: x\r\n\r\n";
    String answer =
        exchange(
            "PUT /other HTTP/1.1\r\nHost: x\r\nContent-Length: " + smuggled.length() + "\r\n\r\n",
            smuggled,
            "GET /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 405").doesNotContain("HTTP/1.1 200");
    assertThat(other).hasValue(0);
  }

  @Test
  void oneThatTakesTooLongIsRefusedAndItsConnectionEnds() throws IOException {
    timeout = Duration.ofMillis(200);
    assertThat(exchange(head("PUT", "Content-Length: 100"), "half of it"))
        .startsWith("HTTP/1.1 408");
  }

  @Test
  void oneThatTricklesIsRefusedAfterTheSameTime() throws Exception {
    timeout = Duration.ofMillis(300);
    Thread trickle;
    try (Socket socket = connect()) {
      send(socket, head("PUT", "Content-Length: 9000"));
      trickle = Thread.ofVirtual().start(() -> trickle(socket));
      assertThat(rest(socket)).startsWith("HTTP/1.1 408");
    }
    trickle.join();
  }

  private static void trickle(Socket socket) {
    try {
      for (int i = 0; i < 9000; i++) {
        send(socket, "x");
        LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException refused) {
      // That is what it is about.
    }
  }

  @Test
  void aMalformedChunkIsRefused() throws IOException {
    assertThat(exchange(head("PUT", "Transfer-Encoding: chunked"), "5\r\nfirst\r\nzz\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(exchange(head("PUT", "Transfer-Encoding: chunked") + "-5\r\nfirst\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void aClientThatLeavesInTheMiddleHoldsUpNothing() throws IOException {
    try (Socket socket = connect()) {
      send(socket, head("PUT", "Content-Length: 100") + "half of it");
    }
    await().until(() -> broken.get() == 1);
  }

  @Test
  void aClientMayWaitToBeAskedForTheBody() throws IOException {
    try (Socket socket = connect()) {
      send(socket, head("PUT", "Content-Length: 4", "Expect: 100-continue", "Connection: close"));
      byte[] start = socket.getInputStream().readNBytes(12);
      assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
      send(socket, "body");
      assertThat(rest(socket)).contains("HTTP/1.1 200").endsWith("body");
    }
  }

  @Test
  void methodsARouteDoesNotTakeAreRefused() throws IOException {
    for (String method : List.of("GET", "HEAD", "DELETE", "PATCH", "OPTIONS", "BREW")) {
      assertThat(exchange(head(method, "Connection: close"))).startsWith("HTTP/1.1 405");
    }
    assertThat(exchange(head("POST", "Content-Length: 2", "Connection: close") + "ab"))
        .startsWith("HTTP/1.1 200")
        .endsWith("ab");
  }

  @Test
  void aBrowserIsToldTheMethodsOfTheRoute() throws IOException {
    assertThat(
            exchange(
                head(
                    "OPTIONS",
                    "Origin: https://ours.example",
                    "Access-Control-Request-Method: PUT",
                    "Connection: close")))
        .contains("Access-Control-Allow-Methods: PUT, POST\r\n");
  }

  @Test
  void malformedBodiesAmongOthersMixNothingUp() {
    IntStream.range(0, 4).parallel().forEach(this::client);
  }

  private void client(int number) {
    for (int i = 0; i < 300; i++) {
      String mine = "client-%d-%d;".formatted(number, i).repeat(40);
      String bad = head("PUT", "Transfer-Encoding: chunked") + "4\r\nbad!\r\nzz\r\n" + mine;
      try (Socket socket = connect()) {
        send(socket, put(mine) + bad);
        String answers = rest(socket);
        assertThat(answers).startsWith("HTTP/1.1 200").contains(mine).contains("HTTP/1.1 400");
      } catch (IOException failure) {
        throw new AssertionError(mine, failure);
      }
    }
  }
}
