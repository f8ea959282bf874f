package io.millpond.logs.records;

import io.millpond.logs.Swar;

/** Finds every newline of a buffer. */
interface Newlines {
  /**
   * Writes the indices of all newlines in {@code bytes[from, to)} into {@code positions}, which has
   * room for {@code to - from}.
   *
   * @return how many there are
   */
  int find(byte[] bytes, int from, int to, int[] positions);

  /** The fastest way this JVM offers. */
  static Newlines best() {
    return Best.INSTANCE;
  }

  /** Eight bytes at a time, with plain arithmetic: works everywhere. */
  static int swar(byte[] bytes, int from, int to, int[] positions) {
    int count = 0;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long hits = Swar.matches(Swar.word(bytes, i), (byte) '\n');
      while (hits != 0) {
        positions[count++] = i + (Long.numberOfTrailingZeros(hits) >>> 3);
        hits &= hits - 1;
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        positions[count++] = i;
      }
    }
    return count;
  }

  /** Chosen once. */
  final class Best {
    private static final Newlines INSTANCE = choose();

    private Best() {}

    private static Newlines choose() {
      // A service of the JVM that it has only where it was started with --add-modules.
      return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          ? VectorNewlines.ifWide().orElse(Newlines::swar)
          : Newlines::swar;
    }
  }
}
