package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who follows is asked again and again whether they still may. */
final class FollowersTest {
  private final Followers followers = new Followers();
  private final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new ArrayList<>();
  private volatile Leave leave = () -> true;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Route route =
        new Route(
            "/stream",
            Route.Pace.BLOCKING,
            exchange -> {
              exchange.attach(Leave.class, leave);
              streams.add(followers.open("testing", exchange));
            });
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(new TestingDialect(List.of(route))),
            new Cors(List.of()),
            followers,
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
            OutputStream.nullOutputStream());
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private EventStream follow(Leave mine) throws Exception {
    leave = mine;
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    sockets.add(socket);
    socket
        .getOutputStream()
        .write("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    EventStream stream = streams.poll(60, TimeUnit.SECONDS);
    assertThat(stream).isNotNull();
    return stream;
  }

  private static void awaitEnd(EventStream stream) {
    await().atMost(Duration.ofSeconds(60)).until(stream::isEnded);
  }

  @Test
  void whoMayNoLongerIsBrokenOffAndTheOthersAreNot() throws Exception {
    boolean[] may = {true};
    EventStream other = follow(() -> true);
    EventStream first = follow(() -> may[0]);
    assertThat(first.isEnded()).isFalse();
    may[0] = false;
    awaitEnd(first);
    await().atMost(Duration.ofSeconds(60)).until(() -> followers.count("testing") == 1);
    assertThat(other.isEnded()).isFalse();
  }

  @Test
  void whereItCannotBeToldTheFollowerIsBrokenOffAndTheOthersAreLookedAt() throws Exception {
    EventStream broken =
        follow(() -> {
          throw new IllegalStateException("unheard of");
        });
    awaitEnd(broken);
    EventStream lost = follow(() -> false);
    awaitEnd(lost);
  }
}
