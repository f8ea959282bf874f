package io.millpond.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.server.config.Configuration;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTlsTest {
  @TempDir Path directory;
  private Path certificate;
  private Path key;

  @BeforeEach
  void places() {
    certificate = directory.resolve("server.pem");
    key = directory.resolve("server.key");
  }

  private KeyStore make(String algorithm) throws Exception {
    return TestingKeys.write(algorithm, 1, certificate, key);
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
    SSLContext context = TestingKeys.trusting(store);
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
  void aKeyThatIsNotTheCertificatesIsAnError() throws Exception {
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      make(algorithm);
      assertThat(PemTls.load(certificate, key)).isNotNull();
      for (String other : List.of("RSA", "EC", "Ed25519")) {
        PrivateKey foreign = KeyPairGenerator.getInstance(other).generateKeyPair().getPrivate();
        TestingKeys.write(key, "PRIVATE KEY", foreign.getEncoded());
        assertThatThrownBy(() -> PemTls.load(certificate, key))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("http.tls: ");
      }
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    make("EC");
    Path other = directory.resolve("other");
    Files.writeString(other, "nothing of the kind");
    assertThatThrownBy(() -> PemTls.load(certificate, other)).hasMessageContaining("http.tls.key");
    assertThatThrownBy(() -> PemTls.load(other, key)).hasMessageContaining("http.tls");
    Files.writeString(other, "-----BEGIN PRIVATE KEY-----\nMIGHA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> PemTls.load(certificate, other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http.tls.key");
  }
}
