package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import java.util.Arrays;

/**
 * Places in a CRI log from which its text can be read on, in ascending order. A file of any size
 * has a bounded number of them: when there are too many, every other one goes and they lie twice as
 * far apart from then on. Not safe for use by several threads.
 */
final class Checkpoints {
  /**
   * A place.
   *
   * @param position in the file
   * @param state of a parser that has come so far
   * @param stdoutBytes text of that stream before it
   * @param stderrBytes text of that stream before it
   */
  record Place(long position, int state, long stdoutBytes, long stderrBytes) {
    static final Place START = new Place(0, CriParser.LINE_START, 0, 0);

    long bytes(CriStream stream) {
      return stream == CriStream.STDOUT ? stdoutBytes : stderrBytes;
    }
  }

  private static final int STATE_BITS = 3;
  private static final int LONGS = 3;

  private final int most;
  private long distance;
  private long[] places = new long[LONGS];
  private int count;

  Checkpoints() {
    this(Limits.CRI_CHECKPOINT_BYTES, Limits.MAX_CRI_CHECKPOINTS);
  }

  /**
   * @param distance in bytes
   * @param most at least 2
   */
  Checkpoints(long distance, int most) {
    this.distance = distance;
    this.most = most;
  }

  /** Whether a place at {@code position} would be far enough from the last one. */
  boolean isDue(long position) {
    return position - (count == 0 ? 0 : positionOf(count - 1)) >= distance;
  }

  void add(Place place) {
    if (count == most) {
      thin();
      if (!isDue(place.position())) {
        return;
      }
    }
    if (count * LONGS == places.length) {
      places = Arrays.copyOf(places, Math.min(2 * places.length, most * LONGS));
    }
    int at = count++ * LONGS;
    places[at] = place.position() << STATE_BITS | place.state();
    places[at + 1] = place.stdoutBytes();
    places[at + 2] = place.stderrBytes();
  }

  private void thin() {
    int kept = 0;
    for (int i = 1; i < count; i += 2) {
      System.arraycopy(places, i * LONGS, places, kept++ * LONGS, LONGS);
    }
    count = kept;
    distance *= 2;
  }

  /** The last place before which a stream has at most so much text. */
  Place before(CriStream stream, long offset) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places[middle * LONGS + 1 + stream.index()] <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? Place.START : place(low - 1);
  }

  private Place place(int i) {
    int state = (int) places[i * LONGS] & ((1 << STATE_BITS) - 1);
    return new Place(positionOf(i), state, places[i * LONGS + 1], places[i * LONGS + 2]);
  }

  private long positionOf(int i) {
    return places[i * LONGS] >>> STATE_BITS;
  }

  /** Memory taken, about. */
  int heapBytes() {
    return places.length * Long.BYTES;
  }
}
