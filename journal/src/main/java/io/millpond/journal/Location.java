package io.millpond.journal;

/** Where a reader stands, in terms that any file can be searched for. */
final class Location {
  enum Kind {
    HEAD,
    TAIL,
    /** Wanted: at the key, or nearest to it. */
    CURSOR,
    /** Wanted: at the key's wall clock time, or nearest to it. */
    TIME,
    /** On an entry: the next one lies strictly beyond the key. */
    ENTRY
  }

  final EntryKey key = new EntryKey();
  Kind kind = Kind.HEAD;
}
