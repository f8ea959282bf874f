package io.millpond.logs.records;

import java.util.Optional;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Finds newlines 32 or 64 bytes at a time: twice as fast as {@link Newlines#swar} over a whole
 * scan. Only ever over private arrays: on a mapping of a file that is truncated, vectorised code
 * kills the process.
 */
final class VectorNewlines implements Newlines {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int LANES_WORTH_IT = 32;

  private VectorNewlines() {}

  /** Empty where this machine's vectors are too short to gain anything. */
  static Optional<Newlines> ifWide() {
    return SPECIES.length() >= LANES_WORTH_IT
        ? Optional.of(new VectorNewlines())
        : Optional.empty();
  }

  @Override
  public int find(byte[] bytes, int from, int to, int[] positions) {
    int count = 0;
    int i = from;
    for (; i <= to - SPECIES.length(); i += SPECIES.length()) {
      long hits = ByteVector.fromArray(SPECIES, bytes, i).eq((byte) '\n').toLong();
      while (hits != 0) {
        positions[count++] = i + Long.numberOfTrailingZeros(hits);
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
}
