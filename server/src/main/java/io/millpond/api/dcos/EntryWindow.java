package io.millpond.api.dcos;

import io.millpond.journal.EntryBatch;
import io.millpond.journal.JournalReader;

/**
 * Walks the entries a {@link ComponentRequest} asks for.
 *
 * <p>The positions are those of the system that spoke the API, oddities included, since its clients
 * count on them: {@code skip=N} leaves out N - 1 entries, or all but the last where there are
 * fewer; {@code END} includes the last entry; a negative skip without a cursor counts from the end,
 * with one from the entry of the cursor, which then appears again. A cursor whose entry is gone
 * stands before the nearest later one.
 */
final class EntryWindow {
  private final JournalReader reader;
  private long remaining;

  /** Whether the reader stands on an entry that was found but not yet delivered. */
  private boolean pending;

  EntryWindow(JournalReader reader, ComponentRequest request) {
    this.reader = reader;
    this.remaining = request.limit();
    pending =
        switch (request.from()) {
          case ComponentRequest.From.Head head when request.skip() >= 0 -> fromHead(request.skip());
          case ComponentRequest.From.Head head -> fromTail(request.skip());
          case ComponentRequest.From.Tail tail -> fromTail(Math.min(request.skip(), -1));
          case ComponentRequest.From.After after -> fromCursor(after, request.skip());
        };
  }

  private boolean fromHead(long skip) {
    reader.seekHead();
    return reader.next() && forward(skip);
  }

  /** Goes over {@code skip - 1} entries, as far as there are any. */
  private boolean forward(long skip) {
    long left = skip - 1;
    while (left > 0 && reader.next()) {
      left--;
    }
    return true;
  }

  private boolean fromTail(long skip) {
    reader.seekTail();
    return reader.skip(Math.max(skip, -Long.MAX_VALUE)) > 0;
  }

  private boolean fromCursor(ComponentRequest.From.After after, long skip) {
    reader.seekCursor(after.cursor());
    if (skip < 0) {
      boolean there = reader.next();
      long moved = reader.skip(Math.max(skip, -Long.MAX_VALUE));
      return there || moved > 0;
    }
    if (!reader.next()) {
      return false;
    }
    if (reader.entry().cursor().equals(after.cursor()) && !reader.next()) {
      return false;
    }
    return forward(skip);
  }

  /** Whether the limit has been reached, so that no further entry will be delivered. */
  boolean isSpent() {
    return remaining == 0;
  }

  /** Goes to the next entry, if there is one now; a journal that grows may have one later. */
  boolean next() {
    if (remaining == 0 || !(pending || reader.next())) {
      return false;
    }
    pending = false;
    remaining--;
    return true;
  }

  /** Goes over as many entries as the batch takes or there are now; gives how many. */
  int nextBatch(EntryBatch batch) {
    if (pending) {
      throw new IllegalStateException("the first entry was not delivered yet");
    }
    int count = reader.nextBatch(batch, remaining);
    remaining -= count;
    return count;
  }
}
