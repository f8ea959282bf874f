package io.millpond.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.http.ConnectionLimits;
import io.millpond.http.Cors;
import io.millpond.http.Followers;
import io.millpond.http.HttpServer;
import io.millpond.http.Route;
import io.millpond.http.TestingDialect;
import io.millpond.server.config.TlsConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New certificates for new connections. */
final class TlsFilesTest {
  private static final String REQUEST = "GET /text HTTP/1.1\r\nHost: here\r\n\r\n";

  @TempDir private Path directory;
  private TlsConfig config;
  private int written;
  private KeyStore first;
  private TlsFiles files;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    config = new TlsConfig(directory.resolve("server.pem"), directory.resolve("server.key"));
    first = write();
    files = new TlsFiles(config, Duration.ofHours(1));
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.of(files),
            List.of(
                new TestingDialect(
                    List.of(
                        new Route("/text", Route.Pace.INSTANT, one -> one.sendText(200, "text"))))),
            new Cors(List.of()),
            new Followers(),
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
            OutputStream.nullOutputStream());
  }

  @AfterEach
  void stop() {
    server.close();
    files.close();
  }

  private KeyStore write() throws Exception {
    return TestingKeys.write("EC", written++ % 2, config.certificate(), config.key());
  }

  private SSLSocket connect(SSLContext trusting, String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", server.port());
    socket.setSoTimeout(20_000);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    socket.startHandshake();
    return socket;
  }

  private static Certificate shown(SSLSocket socket) throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }

  private static void assertAnswers(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
    String answer = "";
    while (!answer.endsWith("text")) {
      int read = socket.getInputStream().read();
      assertThat(read).as(answer).isPositive();
      answer += (char) read;
    }
  }

  @Test
  void newConnectionsHaveTheNewOneAndOldOnesGoOn() throws Exception {
    SSLContext trustsFirst = TestingKeys.trusting(first);
    try (SSLSocket old = connect(trustsFirst)) {
      assertAnswers(old);
      KeyStore second = write();
      assertThat(files.look()).isTrue();
      // Whoever has been here before is not let back in by what it remembers.
      assertThatThrownBy(() -> connect(trustsFirst)).isInstanceOf(IOException.class);
      try (SSLSocket next = connect(TestingKeys.trusting(second))) {
        assertThat(shown(next)).isEqualTo(second.getCertificate("server"));
        assertAnswers(next);
      }
      assertAnswers(old);
    }
  }

  @Test
  void whatIsNotFitChangesNothingAndIsToldOnce() throws Exception {
    SSLContext before = files.get();
    byte[] key = Files.readAllBytes(config.key());
    Files.writeString(config.key(), "nothing of the kind");
    assertThat(files.look()).isTrue();
    assertThat(files.look()).isFalse();
    Files.writeString(
        config.key(), "-----BEGIN PRIVATE KEY-----\nMIGHA\n-----END PRIVATE KEY-----\n");
    assertThat(files.look()).isTrue();
    Files.delete(config.key());
    assertThat(files.look()).isTrue();
    KeyStore second = write();
    byte[] next = Files.readAllBytes(config.key());
    Files.write(config.key(), key);
    assertThat(files.look()).isTrue();
    assertThat(files.get()).isSameAs(before);
    try (SSLSocket socket = connect(TestingKeys.trusting(first))) {
      assertAnswers(socket);
    }
    Files.write(config.key(), next);
    assertThat(files.look()).isTrue();
    try (SSLSocket socket = connect(TestingKeys.trusting(second))) {
      assertAnswers(socket);
    }
  }

  @Test
  void looksByItself() throws Exception {
    try (TlsFiles looking = new TlsFiles(config, Duration.ofMillis(10))) {
      SSLContext before = looking.get();
      write();
      await().atMost(20, TimeUnit.SECONDS).until(() -> !looking.get().equals(before));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void takesWhatIsSafe(String protocol) throws Exception {
    try (SSLSocket socket = connect(TestingKeys.trusting(first), protocol)) {
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      assertAnswers(socket);
    }
  }
}
