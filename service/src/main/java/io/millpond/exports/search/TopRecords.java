package io.millpond.exports.search;

import io.millpond.exports.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The first records of a search, as many as a page has room for. The more there are the less is
 * still wanted: nothing behind one that had to go. Safe for use by many threads.
 */
final class TopRecords {
  private final int limit;
  private final TreeMap<Mark, Entry> first = new TreeMap<>();
  private Mark bound = Mark.LAST;
  private long bytes;

  /**
   * A record.
   *
   * @param dropped told where the record has to go after all
   */
  private record Entry(Candidate candidate, Runnable dropped) {}

  TopRecords(int limit) {
    this.limit = limit;
  }

  /** Whether a record there is still wanted. */
  synchronized boolean wants(Mark mark) {
    return mark.compareTo(bound) < 0;
  }

  /** Adds a record; tells of each one that has to go, which may be this. */
  synchronized void add(Candidate candidate, Runnable dropped) {
    if (!wants(candidate.mark())) {
      dropped.run();
      return;
    }
    first.put(candidate.mark(), new Entry(candidate, dropped));
    bytes += candidate.bytes();
    while (first.size() > limit || (bytes > Limits.MAX_PAGE_BYTES && first.size() > 1)) {
      Entry last = first.pollLastEntry().getValue();
      bytes -= last.candidate().bytes();
      bound = last.candidate().mark();
      last.dropped().run();
    }
  }

  /** Whether there are more than these. */
  synchronized boolean isFull() {
    return !bound.equals(Mark.LAST);
  }

  /** All of them. */
  synchronized List<Candidate> inOrder() {
    List<Candidate> all = new ArrayList<>();
    first.values().forEach(entry -> all.add(entry.candidate()));
    return all;
  }
}
