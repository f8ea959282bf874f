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
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time, as raw sockets: each is cut off, and nobody else notices. */
final class SlowClientsTest {
  private static final int LARGE_BYTES = 64 << 20;
  private static final Duration PATIENCE = Duration.ofMillis(600);

  /** With those that are not to be cut off, who may be held up by a machine that is busy. */
  private static final Duration MORE_PATIENCE = Duration.ofSeconds(4);

  private static final String GOOD = "GET /text HTTP/1.1\r\nHost: here\r\n\r\n";

  /** Between two bytes of somebody slow: far below what the server allows in all. */
  private static final int PAUSE_MILLIS = 60;

  private final CountDownLatch brokenOff = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    serve(new ConnectionLimits.OfAddress(0, 0), PATIENCE);
  }

  private void serveAnew(ConnectionLimits.OfAddress ofAddress) throws IOException {
    server.close();
    serve(ofAddress, MORE_PATIENCE);
  }

  private void serve(ConnectionLimits.OfAddress ofAddress, Duration patience) throws IOException {
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(
                new TestingDialect(
                    List.of(
                        new Route("/text", Route.Pace.INSTANT, one -> one.sendText(200, "text")),
                        new Route("/large", Route.Pace.BLOCKING, this::large)))),
            new Cors(List.of()),
            new Followers(),
            new SimpleMeterRegistry(),
            new ConnectionLimits(
                Duration.ofSeconds(30),
                8 << 10,
                200,
                ofAddress,
                new ConnectionLimits.Slowness(patience, patience, patience, 1 << 20)),
            new ByteArrayOutputStream());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void large(Exchange exchange) throws IOException {
    BodyWriter body = exchange.body(200, "text/plain");
    try {
      for (int sent = 0; sent < LARGE_BYTES; sent += 1 << 20) {
        body.write(new byte[1 << 20]);
      }
      body.finish();
    } catch (IOException gone) {
      brokenOff.countDown();
      throw gone;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket.setSoTimeout(PAUSE_MILLIS);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends a text over and over, a byte at a time, until the server hangs up; what it answered. */
  private static String dribble(Socket socket, String text) throws IOException {
    StringBuilder answer = new StringBuilder();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    for (int i = 0; System.nanoTime() < end; ) {
      try {
        int read = socket.getInputStream().read();
        if (read < 0) {
          return answer.toString();
        }
        answer.append((char) read);
      } catch (SocketTimeoutException stillThere) {
        if (!text.isEmpty()) {
          send(socket, text.substring(i % text.length(), i % text.length() + 1));
          i++;
        }
      } catch (SocketException reset) {
        return answer.toString();
      }
    }
    throw new AssertionError("not cut off");
  }

  private void assertOthersAreServed() throws IOException {
    URI text = URI.create("http://127.0.0.1:" + server.port() + "/text");
    try (var in = text.toURL().openStream()) {
      assertThat(in.readAllBytes()).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        "GET /text HTTP/1.1\r\nHost: here\r\n",
        "GET /text HTTP/1.1\r\nHost: here\r\nX: "
      })
  void aHeadHasToCome(String begin) throws IOException {
    try (Socket socket = connect()) {
      send(socket, begin);
      assertThat(dribble(socket, "")).isEmpty();
      assertOthersAreServed();
    }
    try (Socket socket = connect()) {
      send(socket, begin);
      assertThat(dribble(socket, "abcdefgh")).isEmpty();
      assertOthersAreServed();
    }
  }

  @Test
  void lineEndsAreNoRequest() throws IOException {
    try (Socket socket = connect()) {
      assertThat(dribble(socket, "\r\n")).isEmpty();
    }
    try (Socket socket = connect()) {
      send(socket, GOOD);
      assertThat(dribble(socket, "\r\n")).containsOnlyOnce("HTTP/1.1 200").endsWith("text");
    }
  }

  @Test
  void theNextHeadHasToComeToo() throws IOException {
    try (Socket socket = connect()) {
      send(socket, GOOD + GOOD + "GET /te");
      String answers = dribble(socket, "x");
      assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
    }
  }

  @Test
  void whoSendsWholeRequestsMayGoOn() throws IOException {
    serveAnew(new ConnectionLimits.OfAddress(0, 0));
    long end = System.nanoTime() + MORE_PATIENCE.plusSeconds(1).toNanos();
    int answers = 0;
    try (Socket socket = connect()) {
      socket.setSoTimeout(20_000);
      // Each read ends within the head of the next request, which is never an old one.
      send(socket, "GET /te");
      while (System.nanoTime() < end) {
        send(socket, "xt HTTP/1.1\r\nHost: here\r\n\r\nGET /te");
        for (String seen = ""; !seen.endsWith("text"); ) {
          int read = socket.getInputStream().read();
          assertThat(read).as(seen).isPositive();
          seen += (char) read;
        }
        answers++;
      }
    }
    assertThat(answers).isGreaterThan(1);
  }

  @Test
  void anIdleConnectionIsNotKept() throws IOException {
    try (Socket socket = connect()) {
      send(socket, GOOD);
      assertThat(dribble(socket, "")).endsWith("text");
    }
  }

  @Test
  void whatIsSentHasToBeTaken() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "GET /large HTTP/1.1\r\nHost: here\r\n\r\n");
      await()
          .atMost(30, TimeUnit.SECONDS)
          .pollInterval(Duration.ofMillis(PAUSE_MILLIS))
          .until(() -> {
            assertThat(socket.getInputStream().read()).isNotNegative();
            return brokenOff.getCount() == 0;
          });
      assertOthersAreServed();
    }
  }

  /** At a rate that is high enough, for longer than a lower one would be borne. */
  @Test
  void whoTakesItMayGoOn() throws IOException {
    serveAnew(new ConnectionLimits.OfAddress(0, 0));
    try (Socket socket = connect()) {
      socket.setSoTimeout(20_000);
      send(socket, "GET /large HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
      long begin = System.nanoTime();
      AtomicLong taken = new AtomicLong();
      await()
          .atMost(90, TimeUnit.SECONDS)
          .pollInterval(Duration.ofMillis(2 * PAUSE_MILLIS))
          .until(() -> {
            int read = socket.getInputStream().readNBytes(1 << 20).length;
            taken.addAndGet(read);
            return read < 1 << 20;
          });
      assertThat(taken.get()).isGreaterThan(LARGE_BYTES);
      assertThat(System.nanoTime() - begin).isGreaterThan(MORE_PATIENCE.toNanos());
    }
  }

  @Test
  void anAddressHasSoManyConnections() throws IOException {
    serveAnew(new ConnectionLimits.OfAddress(1, 3));
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        open.add(connect());
        send(open.getLast(), GOOD);
        assertThat(dribbleOnce(open.getLast())).isEqualTo('H');
      }
      try (Socket further = connect()) {
        assertThat(answer(further)).isEmpty();
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    await()
        .atMost(20, TimeUnit.SECONDS)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(this::assertOthersAreServed);
  }

  /** What is answered to a request before the connection ends. */
  private static String answer(Socket socket) throws IOException {
    try {
      send(socket, GOOD);
    } catch (SocketException reset) {
      return "";
    }
    return dribble(socket, "");
  }

  private static int dribbleOnce(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    return socket.getInputStream().read();
  }
}
