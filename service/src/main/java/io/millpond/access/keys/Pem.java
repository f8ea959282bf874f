package io.millpond.access.keys;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys in PEM files: as such, or in a certificate. */
public final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  private Pem() {}

  /**
   * The public key that a file holds, of RSA or of an elliptic curve.
   *
   * @throws GeneralSecurityException where there is none that can be read
   */
  public static PublicKey publicKey(String pem) throws GeneralSecurityException {
    Matcher key = KEY.matcher(pem);
    if (key.find()) {
      return decoded(key.group(1));
    }
    if (pem.contains(CERTIFICATE)) {
      byte[] bytes = pem.substring(pem.indexOf(CERTIFICATE)).getBytes(StandardCharsets.UTF_8);
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(bytes))
          .getPublicKey();
    }
    throw new InvalidKeySpecException(
        "no public key (BEGIN PUBLIC KEY) and no certificate (BEGIN CERTIFICATE);"
            + " `openssl pkey -pubout` makes one of a private key");
  }

  /**
   * The RSA key that a file holds.
   *
   * @throws GeneralSecurityException where there is none that can be read and is worth its name
   */
  public static RSAPublicKey rsaKey(String pem) throws GeneralSecurityException {
    if (!(publicKey(pem) instanceof RSAPublicKey key)) {
      throw new InvalidKeyException("no RSA key");
    }
    Optional<String> fault = RsaKeys.fault(key);
    if (fault.isPresent()) {
      throw new InvalidKeyException(fault.get());
    }
    return key;
  }

  private static PublicKey decoded(String base64) throws GeneralSecurityException {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("a public key that is not base64", e);
    }
    X509EncodedKeySpec key = new X509EncodedKeySpec(der);
    try {
      return KeyFactory.getInstance("RSA").generatePublic(key);
    } catch (InvalidKeySpecException notOfRsa) {
      return KeyFactory.getInstance("EC").generatePublic(key);
    }
  }
}
