package io.millpond.logs.follow;

import java.util.Optional;

/**
 * A place in a log that outlives rotations: the offset where the next line begins, or of the
 * newline before it, and the file the offset belongs to. Written {@code <offset>-<generation>}.
 *
 * @param offset in bytes, 0 or more
 * @param generation the file; empty for the one that is there now
 */
public record LogPosition(long offset, Optional<Generation> generation) {
  public LogPosition {
    if (offset < 0) {
      throw new IllegalArgumentException("negative offset " + offset);
    }
  }

  /**
   * Reads {@code <offset>-<generation>} or {@code <offset>}.
   *
   * @throws IllegalArgumentException where the text is neither
   */
  public static LogPosition parse(String text) {
    int dash = text.indexOf('-', 1);
    if (dash < 0) {
      return new LogPosition(Long.parseLong(text), Optional.empty());
    }
    Optional<Generation> generation = Generation.parse(text.substring(dash + 1));
    if (generation.isEmpty()) {
      throw new IllegalArgumentException("no position in a log");
    }
    return new LogPosition(Long.parseLong(text.substring(0, dash)), generation);
  }

  @Override
  public String toString() {
    return generation.map(file -> offset + "-" + file).orElseGet(() -> Long.toString(offset));
  }
}
