package io.millpond.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.millpond.clusters.documents.DocumentService;
import io.millpond.clusters.livy.LivyRun;
import io.millpond.clusters.livy.LivyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LivyRunsTest {
  private static final String FIRST = "application_1795147326305_0001";
  private static final String SECOND = "application_1795147326305_0002";
  private static final String BATCHES =
      """
      {"sessions":[{"id":7,"state":"running","appId":"%s"},{"id":8,"state":"dead","appId":"%s"}]}
      """
          .formatted(FIRST, SECOND);
  private static final Item ITEM =
      new Item(new UUID(0, 1), new UUID(0, 2), Item.Type.NOTEBOOK, "Sales");

  private HttpServer server;
  private LivyServer livy;
  private LivyRuns runs;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean isBatches = exchange.getRequestURI().getPath().equals("/batches");
          byte[] body =
              (isBatches ? BATCHES : "{\"sessions\":[]}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    livy =
        new LivyServer(
            new DocumentService(
                "stand-in",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                InstantSource.system(),
                Duration.ofMinutes(1)));
    runs = new LivyRuns(Map.of("hadoop", livy));
  }

  @AfterEach
  void stop() {
    livy.close();
    server.stop(0);
  }

  private static Session session(UUID id, String cluster, String... applications) {
    return new Session(id, ITEM, cluster, List.of(applications), Optional.empty());
  }

  private static UUID batch(String cluster, int number) {
    return Uuids.ofLivy(cluster, Uuids.LivyKind.BATCH, number);
  }

  @Test
  void aSessionThatWasRegisteredByItsNumberHasItsApplication() {
    Session session = session(batch("hadoop", 7), "hadoop");
    assertThat(runs.of(session)).map(LivyRun::number).contains(7);
    assertThat(runs.completed(session).applicationIds()).containsExactly(FIRST);
    Session complete = session(batch("hadoop", 7), "hadoop", FIRST);
    assertThat(runs.completed(complete)).isSameAs(complete);
  }

  @Test
  void anotherIsKnownByItsFirstApplicationAndGainsNone() {
    Session session = session(new UUID(1, 1), "hadoop", "application_1_0001", SECOND, FIRST);
    assertThat(runs.of(session)).map(LivyRun::number).contains(8);
    assertThat(runs.completed(session)).isSameAs(session);
  }

  @Test
  void whatIsNotCertainIsNotTold() {
    assertThat(runs.of(session(new UUID(1, 1), "hadoop"))).isEmpty();
    assertThat(runs.of(session(batch("hadoop", 9), "hadoop"))).isEmpty();
    assertThat(runs.of(session(batch("other", 7), "hadoop"))).isEmpty();
    assertThat(runs.of(session(batch("other", 7), "other", FIRST))).isEmpty();
    assertThat(runs.of(session(Uuids.ofLivy("hadoop", Uuids.LivyKind.SESSION, 7), "hadoop")))
        .isEmpty();
    assertThat(runs.log(session(new UUID(1, 1), "hadoop"))).isEmpty();
  }
}
