package io.millpond.logs.follow;

import io.millpond.logs.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the file that once stood under a path, so that it is known again after a rotation, a
 * restart or a copy.
 *
 * <p>A name is made of the inode and a hash of the first bytes, and says how many bytes were
 * hashed. Neither suffices alone: an inode is given to the next file as soon as its own is deleted,
 * and is kept when a file is copied away and truncated; two files may begin with the same banner.
 *
 * <p>How many bytes? Not "the first line", which may be half written when the first name is needed,
 * and is the same banner in every second program. Files only grow at the end, so any number of
 * first bytes, once there, stays: a name can be made of whatever is there and be checked for as
 * long as the file lives, because it carries its own length. A watcher names a file when the first
 * of its bytes are delivered, once more when {@link io.millpond.logs.Limits#MIN_FINGERPRINT_BYTES}
 * are there, and finally when {@link io.millpond.logs.Limits#FINGERPRINT_BYTES} are: the ids of one
 * file carry at most three names, and for all but the youngest files one that does not depend on
 * when it was made.
 *
 * @param inode of the file when it was named
 * @param length how many first bytes were hashed, at least 1
 * @param hash the first 48 bits of their SHA-256
 */
public record Generation(long inode, int length, long hash) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{1,16})\\.([1-9a-f][0-9a-f]{0,2})\\.([0-9a-f]{12})");
  private static final int HASH_BYTES = 6;

  static Generation of(long inode, byte[] firstBytes) {
    return new Generation(inode, firstBytes.length, hash(firstBytes));
  }

  /** Reads what {@link #toString} wrote; empty where it is nothing of the kind. */
  public static Optional<Generation> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Generation(
            Long.parseUnsignedLong(matcher.group(1), 16),
            Integer.parseInt(matcher.group(2), 16),
            Long.parseLong(matcher.group(3), 16)));
  }

  /** Whether {@code source} begins with the bytes this was made of. */
  boolean isBeginningOf(ByteSource source) throws IOException {
    byte[] bytes = firstBytes(source, length);
    return bytes.length == length && hash(bytes) == hash;
  }

  /** The first bytes of a source, at most {@code length}. */
  static byte[] firstBytes(ByteSource source, int length) throws IOException {
    return source.bytesAt(0, length);
  }

  private static long hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return ByteBuffer.allocate(Long.BYTES).put(2, digest, 0, HASH_BYTES).getLong(0);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return Long.toHexString(inode)
        + '.'
        + Integer.toHexString(length)
        + '.'
        + HexFormat.of().toHexDigits(hash, 2 * HASH_BYTES);
  }
}
