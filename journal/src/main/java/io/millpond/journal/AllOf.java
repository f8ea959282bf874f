package io.millpond.journal;

import java.util.List;

/**
 * The intersection of several sets of entries: each in turn is asked to catch up with the one that
 * is ahead, until all agree.
 */
final class AllOf implements EntrySource {
  private final EntrySource[] sources;

  AllOf(List<EntrySource> sources) {
    this.sources = sources.toArray(EntrySource[]::new);
  }

  @Override
  public long atOrAfter(long offset) {
    long candidate = offset;
    int agreeing = 0;
    for (int i = 0; agreeing < sources.length; i = (i + 1) % sources.length) {
      long found = sources[i].atOrAfter(candidate);
      if (found == NONE) {
        return NONE;
      }
      agreeing = found == candidate ? agreeing + 1 : 1;
      candidate = found;
    }
    return candidate;
  }

  @Override
  public long atOrBefore(long offset) {
    long candidate = offset;
    int agreeing = 0;
    for (int i = 0; agreeing < sources.length; i = (i + 1) % sources.length) {
      long found = sources[i].atOrBefore(candidate);
      if (found == NONE) {
        return NONE;
      }
      agreeing = found == candidate ? agreeing + 1 : 1;
      candidate = found;
    }
    return candidate;
  }
}
