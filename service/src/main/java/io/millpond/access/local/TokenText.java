package io.millpond.access.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The text of a token: a beginning that tells what it is, then nothing but chance. */
final class TokenText {
  /** By which people and scanners for secrets know one. */
  static final String PREFIX = "mp_";

  private static final SecureRandom RANDOM = new SecureRandom();

  private TokenText() {}

  /** A new one. */
  static String create() {
    return PREFIX
        + Base64.getUrlEncoder().withoutPadding().encodeToString(random(Limits.SECRET_BYTES));
  }

  /** A new id. */
  static String createId() {
    return HexFormat.of().formatHex(random(Limits.ID_BYTES));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** By which it is found: as it is of 256 random bits, no salt is needed, and no slow hash. */
  static String sha256(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
