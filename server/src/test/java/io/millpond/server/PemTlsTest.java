package io.millpond.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.server.config.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path directory;
  private Path certificate;
  private Path key;

  @BeforeEach
  void places() {
    certificate = directory.resolve("server.pem");
    key = directory.resolve("server.key");
  }

  /** Makes a key and its certificate with the JDK's own tool, and writes them as PEM. */
  private KeyStore make(String algorithm) throws Exception {
    Path file = directory.resolve(algorithm + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    write(certificate, "CERTIFICATE", store.getCertificate("server").getEncoded());
    write(key, "PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded());
    return store;
  }

  private static void write(Path file, String kind, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void servesHttps(String algorithm) throws Exception {
    KeyStore store = make(algorithm);
    Path config = directory.resolve("millpond.yaml");
    Files.writeString(
        config,
        """
        http: {port: 0, tls: {certificate: server.pem, key: server.key}}
        auth: {required: false}
        node: {id: here, journal: []}
        """);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    Configuration configuration = Configuration.load(config, Map.of());
    try (Millpond millpond = new Millpond(configuration, OutputStream.nullOutputStream());
        HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      URI health = millpond.uri().resolve("/healthz");
      assertThat(health.getScheme()).isEqualTo("https");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("ok\n");
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    make("EC");
    Path other = directory.resolve("other");
    Files.writeString(other, "nothing of the kind");
    assertThatThrownBy(() -> PemTls.load(certificate, other)).hasMessageContaining("http.tls.key");
    assertThatThrownBy(() -> PemTls.load(other, key)).hasMessageContaining("http.tls");
  }
}
