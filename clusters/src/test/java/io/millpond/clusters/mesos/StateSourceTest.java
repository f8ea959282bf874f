package io.millpond.clusters.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.millpond.clusters.documents.DocumentSource;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSourceTest {
  private static final String EMPTY = "{\"frameworks\":[]}";
  private static final String ONE_TASK =
      "{\"frameworks\":[{\"id\":\"F\",\"tasks\":[{\"id\":\"t\",\"slave_id\":\"S\"}]}]}";
  private static final DocumentSource.Timing PATIENT = timing(Duration.ofMinutes(1));
  private static final DocumentSource.Timing HASTY = timing(Duration.ofMillis(200));
  private static final MesosState.Bounds SMALL = new MesosState.Bounds(1 << 20, 100, 100);

  @TempDir private Path temp = Path.of("");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server = newServer();

  @BeforeEach
  void start() {
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aStateIsFetchedOnceForAWhile() throws Exception {
    try (DocumentSource<MesosState> source = serving(exchange -> answer(exchange, 200, ONE_TASK))) {
      assertThat(source.current().tasks()).hasSize(1);
      assertThat(source.current().tasks()).hasSize(1);
    }
    assertThat(requests).hasValue(1);
  }

  @Test
  void anErrorOfTheServerIsTold() throws Exception {
    try (DocumentSource<MesosState> source = serving(exchange -> answer(exchange, 500, "no"))) {
      assertThat(failure(source)).hasMessage("the Mesos state was refused: status 500");
      assertThat(failure(source).isTransient()).isTrue();
    }
  }

  @Test
  void redirectionsAreNotFollowed() throws Exception {
    AtomicInteger elsewhere = new AtomicInteger();
    server.createContext(
        "/elsewhere",
        exchange -> {
          elsewhere.incrementAndGet();
          answer(exchange, 200, EMPTY);
        });
    HttpHandler redirect =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          answer(exchange, 307, "");
        };
    try (DocumentSource<MesosState> source = serving(redirect)) {
      assertThat(failure(source).reason()).isEqualTo(Reason.REFUSED);
    }
    assertThat(elsewhere).hasValue(0);
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedFor() throws Exception {
    try (DocumentSource<MesosState> source = serving(exchange -> waitForEnd(), HASTY)) {
      assertThat(failure(source).reason()).isEqualTo(Reason.TIMED_OUT);
    }
  }

  @Test
  void aBodyThatStopsIsNotWaitedFor() throws Exception {
    HttpHandler stalls =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          waitForEnd();
        };
    try (DocumentSource<MesosState> source = serving(stalls, HASTY)) {
      assertThat(failure(source).reason()).isEqualTo(Reason.TIMED_OUT);
    }
  }

  @Test
  void anEndlessBodyIsCutOff() throws Exception {
    HttpHandler endless =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] blanks = " ".repeat(8192).getBytes(StandardCharsets.US_ASCII);
          try (OutputStream body = exchange.getResponseBody()) {
            while (over.getCount() > 0) {
              body.write(blanks);
            }
          }
        };
    try (DocumentSource<MesosState> source = serving(endless)) {
      assertThat(failure(source).reason()).isEqualTo(Reason.TOO_LARGE);
    }
  }

  @Test
  void aBodyThatIsNoStateIsTold() throws Exception {
    try (DocumentSource<MesosState> source = serving(exchange -> answer(exchange, 200, "<html>"))) {
      assertThat(failure(source).reason()).isEqualTo(Reason.MALFORMED);
      assertThat(failure(source).isTransient()).isFalse();
    }
  }

  @Test
  void aServerThatIsNotThereIsTold() throws Exception {
    server.stop(0);
    try (DocumentSource<MesosState> source = StateSource.http(url("/state"), SMALL, PATIENT)) {
      assertThat(failure(source)).hasMessage("the Mesos state cannot be reached");
    }
    server = newServer();
  }

  @Test
  void aFileIsReadAgainOnceItChanges() throws Exception {
    Path file = Files.writeString(temp.resolve("state.json"), EMPTY);
    DocumentSource<MesosState> source = StateSource.file(file, SMALL, PATIENT);
    MesosState first = source.current();
    assertThat(source.current()).isSameAs(first);
    Files.writeString(file, ONE_TASK);
    assertThat(source.current().tasks()).hasSize(1);
    MesosState second = source.current();
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    assertThat(source.current()).isNotSameAs(second);
  }

  @Test
  void aHalfWrittenFileLeavesTheLastStateStanding() throws Exception {
    Path file = Files.writeString(temp.resolve("state.json"), ONE_TASK);
    DocumentSource<MesosState> source = StateSource.of(file.toUri());
    MesosState whole = source.current();
    Files.writeString(file, "{\"frame");
    assertThat(source.current()).isSameAs(whole);
  }

  @Test
  void aFileThatIsMissingOrNoneIsTold() {
    assertThat(failure(StateSource.file(temp.resolve("none"))))
        .hasMessage("the Mesos state cannot be reached");
    assertThat(failure(StateSource.file(temp)).reason()).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void onlyUrlsOfStatesAreTaken() {
    assertThatThrownBy(() -> StateSource.of(URI.create("ftp://h/state")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StateSource.of(URI.create("state.json")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noSourceSaysSo() {
    assertThatThrownBy(() -> StateSource.none().current())
        .hasMessage("no Mesos state is configured");
  }

  private DocumentSource<MesosState> serving(HttpHandler handler) {
    return serving(handler, PATIENT);
  }

  private DocumentSource<MesosState> serving(HttpHandler handler, DocumentSource.Timing timing) {
    server.createContext(
        "/state",
        exchange -> {
          requests.incrementAndGet();
          handler.handle(exchange);
        });
    return StateSource.http(url("/state"), SMALL, timing);
  }

  /** A failure is forgotten at once, so that a test may ask twice. */
  private static DocumentSource.Timing timing(Duration timeout) {
    return new DocumentSource.Timing(
        Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofNanos(1), timeout, timeout);
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void waitForEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static DocumentUnavailableException failure(DocumentSource<MesosState> source) {
    Throwable thrown = catchThrowable(source::current);
    assertThat(thrown).isInstanceOf(DocumentUnavailableException.class);
    return (DocumentUnavailableException) thrown;
  }

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
