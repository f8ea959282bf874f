package io.millpond.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS from a certificate chain and a PKCS #8 key in PEM files. */
final class PemTls {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  private PemTls() {}

  /**
   * Makes a server's TLS context.
   *
   * @throws IOException where a file cannot be read, is no PEM file of its kind, or the two do not
   *     belong together
   */
  static SSLContext load(Path certificateFile, Path keyFile) throws IOException {
    try {
      Certificate[] chain = certificates(certificateFile);
      char[] password = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      PrivateKey key = privateKey(keyFile);
      requirePair(key, chain[0]);
      store.setKeyEntry("millpond", key, password, chain);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException mismatch) {
      throw new IOException("http.tls: " + mismatch.getMessage(), mismatch);
    }
  }

  /** A key store takes any key with any certificate, and every handshake fails then. */
  private static void requirePair(PrivateKey key, Certificate certificate)
      throws IOException, GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (key.getAlgorithm()) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> "Ed25519";
            });
    byte[] anything = {1, 2, 3};
    signature.initSign(key);
    signature.update(anything);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(anything);
    if (!signature.verify(signed)) {
      throw new IOException("http.tls: the key is not the certificate's");
    }
  }

  private static Certificate[] certificates(Path file)
      throws IOException, GeneralSecurityException {
    byte[] pem = Files.readAllBytes(file);
    var chain =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (chain.isEmpty()) {
      throw new IOException("http.tls.certificate: no certificate in " + file);
    }
    return chain.toArray(Certificate[]::new);
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new IOException(
          "http.tls.key: no PKCS #8 key (BEGIN PRIVATE KEY) in "
              + file
              + "; `openssl pkcs8 -topk8 -nocrypt` makes one");
    }
    PKCS8EncodedKeySpec encoded;
    try {
      encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    } catch (IllegalArgumentException cutShort) {
      throw new IOException("http.tls.key: no base64 in " + file, cutShort);
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException another) {
        // A key of another algorithm.
      }
    }
    throw new IOException("http.tls.key: neither an EC nor an RSA nor an Ed25519 key in " + file);
  }
}
