package io.millpond.exports.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a record is in the order of a search: by time, then by what it was found in, then by its
 * place in that. The time is that of the latest record up to it in its file, so that a file's
 * records keep their order.
 *
 * @param timeMillis since 1970
 * @param origin of what it was found in
 * @param number of that, among those of its origin
 * @param path of that
 * @param created when that was made, where it is known
 * @param tie the record's own place in that; rises
 */
public record Place(
    long timeMillis, Origin origin, int number, String path, Optional<Instant> created, long tie) {
  static Place of(Candidate candidate, Searchable in) {
    return new Place(
        candidate.mark().timeMillis(),
        in.origin(),
        in.number(),
        in.path(),
        in.created(),
        candidate.mark().tie());
  }

  /**
   * What comes before all of a list that is behind this.
   *
   * @param runs in their order
   */
  Mark in(List<Searchable> runs) {
    int same = find(runs);
    if (same >= 0) {
      return new Mark(timeMillis, same, tie);
    }
    // What it was found in has gone: it was between two of the others.
    int before = -1;
    for (int i = 0; i < runs.size() && isBehind(runs.get(i)); i++) {
      before = i;
    }
    return new Mark(timeMillis, before, Long.MAX_VALUE);
  }

  private boolean isBehind(Searchable run) {
    int byOrigin = run.origin().compareTo(origin);
    return byOrigin < 0 || (byOrigin == 0 && run.number() < number);
  }

  /** The same by its birth, else by its name, else by its number: segments of a log are renamed. */
  private int find(List<Searchable> runs) {
    int byPath = -1;
    int byNumber = -1;
    for (int i = 0; i < runs.size(); i++) {
      Searchable run = runs.get(i);
      if (run.origin().equals(origin)) {
        if (created.isPresent() && run.created().equals(created)) {
          return i;
        }
        byPath = run.number() == number && run.path().equals(path) ? i : byPath;
        byNumber = run.number() == number && byNumber < 0 ? i : byNumber;
      }
    }
    return byPath >= 0 ? byPath : byNumber;
  }
}
