package io.millpond.exports.standing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of a data directory, of which those of links are made: so that none of them has to be
 * stored, and a request that is repeated gets its link again.
 */
final class ServerKey {
  private static final String NAME = "exports.key";
  private static final String NAME_WHILE_MADE = "exports.key.new";
  private static final int KEY_BYTES = 32;
  private static final int OPERATION_KEY_BYTES = 16;
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{43}\n");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;

  private ServerKey(byte[] key) {
    this.key = key;
  }

  /** That of a directory, made where there is none. For one process at a time. */
  static ServerKey of(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    try {
      String text = Files.readString(file, US_ASCII);
      if (!TEXT.matcher(text).matches()) {
        throw new IOException("the file %s is damaged".formatted(file));
      }
      return new ServerKey(Base64.getUrlDecoder().decode(text.strip()));
    } catch (NoSuchFileException none) {
      return make(directory, file);
    }
  }

  private static ServerKey make(Path directory, Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    Path made = directory.resolve(NAME_WHILE_MADE);
    Files.deleteIfExists(made);
    try (FileChannel channel =
        FileChannel.open(
            made,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ExportFolder.OWNERS_FILE)) {
      ByteBuffer bytes = ByteBuffer.wrap((text(key) + "\n").getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    ExportFolder.move(made, file);
    return new ServerKey(key);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Names the directory, and tells nothing of the key. */
  String instance() {
    return HexFormat.of().formatHex(mac("instance"), 0, OPERATION_KEY_BYTES);
  }

  /** The secret of an operation's link: 43 characters of base64url. */
  String secret(String operationKey) {
    return text(mac("link " + operationKey));
  }

  /** A new key of an operation: 128 random bits as hexadecimal digits, safe in any path. */
  static String newOperationKey() {
    byte[] bytes = new byte[OPERATION_KEY_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(US_ASCII));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
