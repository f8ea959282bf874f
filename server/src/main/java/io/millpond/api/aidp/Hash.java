package io.millpond.api.aidp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Short digests that tell things apart; they keep nothing secret. */
final class Hash {
  private static final int BYTES = 16;

  /** How long they are. */
  static final int CHARS = 2 * BYTES;

  private Hash() {}

  /** 32 hexadecimal digits of things by what they say of themselves. */
  static String of(Object... things) {
    try {
      byte[] text = List.of(things).toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
