package io.millpond.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates for 127.0.0.1, made with the JDK's own tool. */
final class TestingKeys {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "server";

  private static final Map<String, KeyStore> MADE = new ConcurrentHashMap<>();

  private TestingKeys() {}

  /**
   * Writes a key and its certificate as PEM, over what is there.
   *
   * @param number tells keys of the same algorithm apart; each is made once, which takes long
   */
  static KeyStore write(String algorithm, int number, Path certificate, Path key) throws Exception {
    KeyStore store = MADE.get(algorithm + number);
    if (store == null) {
      store = make(algorithm, certificate.resolveSibling("keys-" + algorithm + number + ".p12"));
      MADE.put(algorithm + number, store);
    }
    write(certificate, "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    write(key, "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    return store;
  }

  private static KeyStore make(String algorithm, Path file) throws Exception {
    String options =
        "-genkeypair -alias %s -keyalg %s -dname CN=127.0.0.1 -ext SAN=IP:127.0.0.1 -storepass %s"
            .formatted(ALIAS, algorithm, PASSWORD);
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder((keytool + " " + options + " -keystore " + file).split(" "))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** Writes something as PEM, over what is there, at once. */
  static void write(Path file, String kind, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(
        next, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What trusts the certificate of a store and no other. */
  static SSLContext trusting(KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
