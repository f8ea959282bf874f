package io.millpond.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.millpond.access.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpKeyDocumentTest {
  private HttpServer server;
  private volatile int status = 200;
  private volatile byte[] body = new byte[0];

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private byte[] load() throws IOException {
    return load(Duration.ofMinutes(1));
  }

  private byte[] load(Duration timeout) throws IOException {
    String url =
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    try (HttpKeyDocument document =
        new HttpKeyDocument(URI.create(url + "/keys"), Duration.ofMinutes(1), timeout)) {
      return document.load();
    }
  }

  @Test
  void theWholeDocumentIsLoaded() throws Exception {
    body = new byte[Limits.MAX_KEYS_BYTES];
    assertThat(load()).isEqualTo(body);
  }

  @Test
  void aDocumentIsOfBoundedLength() {
    body = new byte[Limits.MAX_KEYS_BYTES + 1];
    assertThatThrownBy(this::load).isInstanceOf(IOException.class);
  }

  @Test
  void anythingButADocumentIsAFailure() {
    for (int other : new int[] {204, 302, 307, 404, 500}) {
      status = other;
      assertThatThrownBy(this::load).isInstanceOf(IOException.class).hasMessage("status " + other);
    }
  }

  /** The head has come: the time is for the whole of it. */
  @Test
  void anAnswerThatDoesNotEndIsAFailure() {
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    try {
      assertThatThrownBy(() -> load(Duration.ofMillis(200)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in time");
    } finally {
      over.countDown();
    }
  }

  @Test
  void nobodyThereIsAFailure() {
    server.stop(0);
    assertThatThrownBy(this::load).isInstanceOf(IOException.class);
  }
}
