package io.millpond.logs;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Opens files as the text they hold, decompressed where they are compressed. */
public final class TextSource {
  private TextSource() {}

  /**
   * Opens a file as text. It is decompressed where both its name and its first bytes say so ({@code
   * .gz} or {@code .zst}); any other file is returned as the {@link LogFile} it is.
   *
   * @return a {@link LogFile} or a {@link DecompressedSource}
   * @throws IOException as {@link LogRoot#open}
   */
  public static ByteSource open(LogRoot root, String path) throws IOException {
    LogFile file = root.open(path);
    try {
      return of(file, path);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /**
   * A file that is open, as the text it holds.
   *
   * @param file closed with what is returned
   * @param name of the file, which says whether it may be compressed
   * @return {@code file} or a {@link DecompressedSource}
   */
  public static ByteSource of(ByteSource file, String name) throws IOException {
    for (Compression compression : Compression.values()) {
      if (name.endsWith(compression.suffix()) && compression.matches(firstBytes(file))) {
        return new DecompressedSource(file, name, compression);
      }
    }
    return file;
  }

  /** Whether a file of this name is looked at as one that may be compressed. */
  public static boolean isCompressedName(String path) {
    for (Compression compression : Compression.values()) {
      if (path.endsWith(compression.suffix())) {
        return true;
      }
    }
    return false;
  }

  private static byte[] firstBytes(ByteSource file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Compression.MAGIC_BYTES);
    while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
      // Goes on until the buffer is full or the file ends; missing bytes stay zero.
    }
    return bytes.array();
  }
}
