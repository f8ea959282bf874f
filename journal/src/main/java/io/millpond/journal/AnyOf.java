package io.millpond.journal;

import java.util.List;

/** The union of several sets of entries. */
final class AnyOf implements EntrySource {
  private final EntrySource[] sources;

  AnyOf(List<EntrySource> sources) {
    this.sources = sources.toArray(EntrySource[]::new);
  }

  @Override
  public long atOrAfter(long offset) {
    long best = NONE;
    for (EntrySource source : sources) {
      long found = source.atOrAfter(offset);
      if (found != NONE && (best == NONE || found < best)) {
        best = found;
      }
    }
    return best;
  }

  @Override
  public long atOrBefore(long offset) {
    long best = NONE;
    for (EntrySource source : sources) {
      best = Math.max(best, source.atOrBefore(offset));
    }
    return best;
  }
}
