package io.millpond.journal;

import java.util.List;

/** The union of several sets of entries. */
final class AnyOf implements EntrySource {
  private final Member[] members;

  AnyOf(List<EntrySource> sources) {
    this.members = sources.stream().map(Member::new).toArray(Member[]::new);
  }

  @Override
  public long atOrAfter(long offset) {
    long best = NONE;
    for (Member member : members) {
      long found = member.atOrAfter(offset);
      if (found != NONE && (best == NONE || found < best)) {
        best = found;
      }
    }
    return best;
  }

  @Override
  public long atOrBefore(long offset) {
    long best = NONE;
    for (Member member : members) {
      best = Math.max(best, member.atOrBefore(offset));
    }
    return best;
  }

  /**
   * One of the sets with what it last answered: the members that are ahead of the others are not
   * asked again before they are passed. Entries are only ever added behind all others, so an answer
   * stays true; that there is none does not.
   */
  private static final class Member {
    private final EntrySource source;

    /** No entry lies between these two but {@link #found}, which is one of them. */
    private long from;

    private long to;
    private long found = NONE;

    Member(EntrySource source) {
      this.source = source;
    }

    long atOrAfter(long offset) {
      if (found == NONE || found != to || offset < from || offset > to) {
        found = source.atOrAfter(offset);
        from = offset;
        to = found;
      }
      return found;
    }

    long atOrBefore(long offset) {
      if (found == NONE || found != from || offset < from || offset > to) {
        found = source.atOrBefore(offset);
        from = found;
        to = offset;
      }
      return found;
    }
  }
}
