package io.millpond.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RSA public keys from PEM files. */
final class PemPublicKey {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");

  private PemPublicKey() {}

  /**
   * Reads the first key of a file.
   *
   * @param key of the configuration, to be named where it cannot be had
   * @throws IOException where the file cannot be read or has no RSA public key
   */
  static RSAPublicKey load(String key, Path file) throws IOException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new IOException(
          key
              + ": no public key (BEGIN PUBLIC KEY) in "
              + file
              + "; `openssl pkey -pubout` makes one of a private key");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException noSuchKey) {
      throw new IOException(key + ": no RSA key in " + file, noSuchKey);
    }
  }
}
