package io.millpond.journal;

/**
 * A set of entries of one file, given by their offsets in ascending order. Filters are built from
 * these: a match is the entry array of a data object, OR the merge and AND the intersection of such
 * arrays, and nothing is ever scanned.
 */
interface EntrySource {
  /** No such entry: offset 0 is the header's. */
  long NONE = 0;

  /** An offset above all entries. */
  long END = Long.MAX_VALUE - 1;

  /** The first entry at {@code offset} or later, or {@link #NONE}. */
  long atOrAfter(long offset);

  /** The last entry at {@code offset} or earlier, or {@link #NONE}. */
  long atOrBefore(long offset);
}
