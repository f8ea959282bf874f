package io.millpond.exports.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the files of a search were read. Of files no more is kept than it takes to tell them
 * apart.
 */
public final class FileMemory {
  private final Map<Long, Progress> files = new HashMap<>();

  /** Of how many files this is. */
  public int size() {
    return files.size();
  }

  void add(Searchable file, Progress progress) {
    files.put(key(file), progress);
  }

  @Nullable Progress of(Searchable file) {
    return files.isEmpty() ? null : files.get(key(file));
  }

  private static long key(Searchable file) {
    try {
      String text = List.of(file.origin(), file.number(), file.path(), file.created()).toString();
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
