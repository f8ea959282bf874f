package io.millpond.clusters;

import io.millpond.logs.ContentText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells whether files hold what another one holds, too. Two appenders of a program write the same
 * lines, of several threads not quite in the same order, so lines are compared and not bytes.
 */
final class Copies {
  private Copies() {}

  /**
   * Whether a log has the lines that others have which are put one behind the other, as far as
   * {@link Limits#MAX_COPY_BYTES} of them tell, and can have all of the others. The last of the
   * others grows, and so does the log: of their last lines some may be missing.
   */
  static boolean hasAll(StoredFile log, List<StoredFile> others) throws IOException {
    try {
      return log.length() >= closedBytes(others) && hasLines(log, others);
    } catch (FileSystemException e) {
      return false; // Gone or damaged: whoever reads it is told.
    }
  }

  private static long closedBytes(List<StoredFile> files) {
    return files.subList(0, files.size() - 1).stream().mapToLong(StoredFile::length).sum();
  }

  private static boolean hasLines(StoredFile log, List<StoredFile> others) throws IOException {
    ByteBuffer parts = ByteBuffer.allocate(Limits.MAX_COPY_BYTES);
    for (StoredFile other : others) {
      read(other, parts);
    }
    // Read after the others, and further: it may have more lines between theirs.
    ByteBuffer whole = ByteBuffer.allocate(Limits.MAX_COMPARED_BYTES);
    read(log, whole);
    List<String> wanted = lines(parts);
    Set<String> there = new HashSet<>(lines(whole));
    int found = 0;
    while (found < wanted.size() && there.contains(wanted.get(found))) {
      found++;
    }
    return found > wanted.size() / 2 && wanted.size() - found <= Limits.MAX_COPY_LATE_LINES;
  }

  /** Those that have ended. */
  private static List<String> lines(ByteBuffer text) {
    String all = StandardCharsets.ISO_8859_1.decode(text.flip()).toString();
    return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
  }

  private static void read(StoredFile file, ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return;
    }
    try (ContentText text = ContentText.of(file.open(), file.name())) {
      int from = target.position();
      int count = 0;
      while (target.hasRemaining() && count >= 0) {
        count = text.read(target, target.position() - from);
      }
    }
  }
}
