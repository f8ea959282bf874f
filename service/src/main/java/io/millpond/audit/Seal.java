package io.millpond.audit;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * What ties a line to the one before: SHA-256, or HMAC-SHA-256 where there is a key, over the hash
 * of the line before, in hexadecimal, and the line up to its own. For one thread.
 */
final class Seal {
  /** Characters of a hash. */
  static final int CHARS = 64;

  /** What the first line of all follows. */
  static final byte[] NONE = "0".repeat(CHARS).getBytes(StandardCharsets.US_ASCII);

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final Function function;
  private final byte[] raw = new byte[CHARS / 2];

  private interface Function {
    void update(byte[] bytes, int from, int length);

    void finish(byte[] out) throws DigestException, ShortBufferException;
  }

  private Seal(Function function) {
    this.function = function;
  }

  /** One that everybody can make. */
  static Seal plain() {
    try {
      return new Seal(new Plain(MessageDigest.getInstance("SHA-256")));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** One that only who has the key can make. */
  static Seal keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return new Seal(new Keyed(mac));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }

  private record Plain(MessageDigest digest) implements Function {
    @Override
    public void update(byte[] bytes, int from, int length) {
      digest.update(bytes, from, length);
    }

    @Override
    public void finish(byte[] out) throws DigestException {
      digest.digest(out, 0, out.length);
    }
  }

  private record Keyed(Mac mac) implements Function {
    @Override
    public void update(byte[] bytes, int from, int length) {
      mac.update(bytes, from, length);
    }

    @Override
    public void finish(byte[] out) throws ShortBufferException {
      mac.doFinal(out, 0);
    }
  }

  /** The hash of a line that follows another, in hexadecimal. */
  byte[] of(byte[] previous, byte[] bytes, int from, int length) {
    function.update(previous, 0, previous.length);
    function.update(bytes, from, length);
    try {
      function.finish(raw);
    } catch (DigestException | ShortBufferException impossible) {
      throw new IllegalStateException("there is room for it", impossible);
    }
    byte[] hex = new byte[CHARS];
    for (int i = 0; i < raw.length; i++) {
      hex[2 * i] = HEX[raw[i] >> 4 & 15];
      hex[2 * i + 1] = HEX[raw[i] & 15];
    }
    return hex;
  }

  /** The plain SHA-256 of some bytes, in hexadecimal. */
  static String plainOf(byte[] bytes, int from, int length) {
    byte[] hash = plain().of(new byte[0], bytes, from, length);
    return new String(hash, StandardCharsets.US_ASCII);
  }
}
