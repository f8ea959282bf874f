package io.millpond.exports.search;

import io.millpond.exports.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Puts runs together in the order of time. */
final class Merge {
  private Merge() {}

  /**
   * @param runs in the order that decides between records of one time
   * @param cancelled asked now and then; where it is true what is written is not whole
   */
  static void write(
      Spill spill, List<List<Spill.Extent>> runs, OutputStream target, BooleanSupplier cancelled)
      throws IOException {
    long filled = runs.stream().filter(run -> !run.isEmpty()).count();
    long share = Limits.MERGE_BYTES / Math.max(filled, 1);
    int bufferBytes = Math.clamp(share, Limits.MIN_MERGE_BUFFER_BYTES, Limits.RUN_BUFFER_BYTES);
    PriorityQueue<RunReader> readers = new PriorityQueue<>();
    for (int i = 0; i < runs.size(); i++) {
      if (!runs.get(i).isEmpty()) {
        RunReader reader = new RunReader(spill, runs.get(i), i, bufferBytes);
        if (reader.next()) {
          readers.add(reader);
        }
      }
    }
    while (!readers.isEmpty() && !cancelled.getAsBoolean()) {
      RunReader first = readers.remove();
      RunReader second = readers.peek();
      boolean more;
      do {
        first.copy(target);
        more = first.next();
      } while (more
          && !cancelled.getAsBoolean()
          && (second == null || first.compareTo(second) < 0));
      if (more) {
        readers.add(first);
      }
    }
  }
}
