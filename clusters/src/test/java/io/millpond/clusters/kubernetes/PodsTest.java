package io.millpond.clusters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.millpond.clusters.documents.DocumentSource;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of pods of an API server. */
final class PodsTest {
  /** Nothing is fresh, and a failure is forgotten at once. */
  private static final DocumentSource.Timing EAGER =
      new DocumentSource.Timing(
          Duration.ZERO,
          Duration.ofMinutes(1),
          Duration.ofNanos(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));

  private static final String PASSWORD = "changeit";

  @TempDir private Path temp;
  private final List<Optional<String>> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String body =
      PodListTest.list(PodListTest.pod("s", "p", "driver", "Running", 1));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/pods", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    queries.add(String.valueOf(exchange.getRequestURI().getRawQuery()));
    authorizations.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void isFetchedWithTheTokenThatTheFileHoldsThen() throws IOException {
    Path token = Files.writeString(temp.resolve("token"), "one\n");
    try (DocumentSource<PodList> pods = source(Optional.of(token))) {
      assertThat(pods.current().of("spark-1")).hasSize(1);
      Files.writeString(token, "two");
      pods.current();
    }
    assertThat(authorizations)
        .containsExactly(Optional.of("Bearer one"), Optional.of("Bearer two"));
  }

  @Test
  void noTokenIsSentWhereNoneIsConfigured() throws IOException {
    try (DocumentSource<PodList> pods = source(Optional.empty())) {
      pods.current();
    }
    assertThat(authorizations).containsExactly(Optional.empty());
    assertThat(queries).containsExactly("limit=0");
  }

  @Test
  void aTokenThatWouldSplitTheRequestIsNotSent() throws IOException {
    Path token = Files.writeString(temp.resolve("token"), "one\r\nX: y");
    try (DocumentSource<PodList> pods = source(Optional.of(token))) {
      assertThat(failure(pods)).isEqualTo(Reason.UNREACHABLE);
    }
    assertThat(authorizations).isEmpty();
  }

  @Test
  void aListOutlivesAFailure() throws IOException {
    try (DocumentSource<PodList> pods = source(Optional.empty())) {
      PodList first = pods.current();
      status = 401;
      assertThat(pods.current()).isSameAs(first);
      status = 200;
      body = "{\"kind\":\"Status\"}";
      assertThat(pods.current()).isSameAs(first);
    }
  }

  @Test
  void whatWasNeverThereIsAFailureThatSaysWhy() throws IOException {
    status = 403;
    try (DocumentSource<PodList> pods = source(Optional.empty())) {
      assertThatThrownBy(pods::current).hasMessage("the list of pods was refused: status 403");
    }
  }

  @Test
  void aTokenIsNotSentInTheClear() {
    assertThatThrownBy(() ->
            Pods.http(
                URI.create("http://10.0.0.1/api/v1/pods"),
                Optional.of(temp.resolve("token")),
                Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "none", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
  void aCaFileWithoutCertificatesIsRefused(String text) throws IOException {
    Path ca = Files.writeString(temp.resolve("ca.crt"), text);
    URI url = URI.create("https://127.0.0.1/api/v1/pods");
    assertThatThrownBy(() -> Pods.http(url, Optional.empty(), Optional.of(ca)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aServerIsTrustedByTheGivenCaOnly() throws Exception {
    KeyStore store = keyPair();
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(serving(store)));
    secure.createContext("/api/v1/pods", this::answer);
    secure.start();
    URI url = URI.create("https://127.0.0.1:" + secure.getAddress().getPort() + "/api/v1/pods");
    Path token = Files.writeString(temp.resolve("token"), "secret");
    String pem =
        Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded());
    Path ca =
        Files.writeString(
            temp.resolve("ca.crt"),
            "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
    try (DocumentSource<PodList> known =
            Pods.http(url, Optional.of(token), Optional.of(ca), PodList.Bounds.DEFAULT, EAGER);
        DocumentSource<PodList> unknown =
            Pods.http(url, Optional.of(token), Optional.empty(), PodList.Bounds.DEFAULT, EAGER)) {
      assertThat(failure(unknown)).isEqualTo(Reason.UNREACHABLE);
      assertThat(authorizations).isEmpty();
      assertThat(known.current().of("spark-1")).hasSize(1);
      assertThat(authorizations).containsExactly(Optional.of("Bearer secret"));
      assertThat(queries).containsExactly("labelSelector=spark-app-selector&resourceVersion=0");
    } finally {
      secure.stop(0);
    }
  }

  private KeyStore keyPair() throws Exception {
    Path file = temp.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static SSLContext serving(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private DocumentSource<PodList> source(Optional<Path> token) throws IOException {
    URI url =
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/pods?limit=0");
    return Pods.http(url, token, Optional.empty(), PodList.Bounds.DEFAULT, EAGER);
  }

  private static Reason failure(DocumentSource<PodList> pods) {
    return catchThrowableOfType(DocumentUnavailableException.class, pods::current).reason();
  }
}
