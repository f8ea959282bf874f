package io.millpond.journal;

import static io.millpond.journal.Layout.ENTRY_ITEMS;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the entries of all files of a {@link Journal} that pass a filter, merged into one sequence,
 * in either direction; the meaning of every move is that of {@code sd_journal}. For one thread at a
 * time.
 *
 * <p>Each file offers a candidate, the one that sorts first is taken. Journals are mostly read from
 * long runs of one file (a rotated set is one after the other), so the best and the second best
 * file are remembered: while the best file's next candidate stays before the second best's, no
 * other file is looked at. Now and then all are looked at anyway, as files being written can offer
 * again.
 *
 * <p>The {@link #entry} it stands on is only valid until the next move. For a long way there is
 * {@link #nextBatch}, which leaves the visiting of entries to other threads.
 */
public final class JournalReader implements Closeable {
  private static final int DOWN = FileCursor.DOWN;
  private static final int UP = FileCursor.UP;

  /** How many entries are taken from one file before the others are looked at again. */
  private static final int LONGEST_RUN = 1024;

  private final Journal journal;
  private final JournalFilter filter;
  private final Decompressor decompressor = new Decompressor(Limits.MAX_FIELD_BYTES);
  private final Location location = new Location();
  private final Entry entry = new Entry(location.key, decompressor);
  private final List<FileCursor> files = new ArrayList<>();

  private long seenGeneration;
  private @Nullable FileCursor current;
  private @Nullable FileCursor runnerUp;
  private int run;
  private int direction;

  /** Files the journal has let go, kept for the batches that may still be visited. */
  private final List<JournalFile> passed = new ArrayList<>();

  private boolean givesBatches;

  JournalReader(Journal journal, JournalFilter filter) {
    this.journal = journal;
    this.filter = filter;
    sync();
  }

  /** Goes before the first entry. */
  public void seekHead() {
    seek(Location.Kind.HEAD);
  }

  /** Goes behind the last entry: {@link #previous} gives it. */
  public void seekTail() {
    seek(Location.Kind.TAIL);
  }

  /**
   * Goes to the entry named by {@code cursor}: {@link #next} or {@link #previous} then gives it if
   * it exists and passes the filter, otherwise the nearest later or earlier one.
   */
  public void seekCursor(Cursor cursor) {
    location.key.set(cursor);
    seek(Location.Kind.CURSOR);
  }

  /**
   * Goes to a wall clock time in µs since 1970: {@link #next} gives the first entry at it or later,
   * {@link #previous} the last at it or earlier.
   */
  public void seekRealtime(long micros) {
    location.key.realtimeMicros = micros;
    seek(Location.Kind.TIME);
  }

  private void seek(Location.Kind kind) {
    location.kind = kind;
    current = null;
    direction = 0;
    entry.leave();
    files.forEach(FileCursor::reset);
  }

  /**
   * Moves to the next entry; false, and no move, when there is none now. A journal that is written
   * to can give one later.
   */
  public boolean next() {
    return step(DOWN);
  }

  /** Moves to the previous entry; false, and no move, when there is none. */
  public boolean previous() {
    boolean moved = step(UP);
    if (!moved && location.kind == Location.Kind.TAIL) {
      // Nothing is there, so whatever comes is next.
      seekHead();
    }
    return moved;
  }

  /**
   * Moves by several entries, forward when {@code n} is positive, backward when it is negative.
   *
   * @return how many entries it really was, not negative
   */
  public long skip(long n) {
    long moved = 0;
    while (moved < Math.abs(n) && (n > 0 ? next() : previous())) {
      moved++;
    }
    return moved;
  }

  /**
   * Moves over the next entries, as far as there are any now, and says where they are. Stands on
   * the last of them afterwards; what it costs is the merge alone.
   *
   * @param batch is emptied first
   * @param most entries to take; no more than the batch has room for are taken
   * @return how many there are; 0, and no move, when there is none now
   */
  public int nextBatch(EntryBatch batch, long most) {
    givesBatches = true;
    batch.clear();
    long room = Math.min(most, batch.capacity());
    FileCursor last = null;
    while (batch.size() < room) {
      FileCursor next = guardedMove(DOWN);
      if (next == null) {
        break;
      }
      batch.add(next.file, next.entry(), countFields(next));
      last = next;
    }
    if (last != null) {
      entry.moveTo(last.file, last.entry(), countFields(last));
    }
    return batch.size();
  }

  private boolean step(int towards) {
    FileCursor to = guardedMove(towards);
    if (to == null) {
      return false;
    }
    entry.moveTo(to.file, to.entry(), countFields(to));
    return true;
  }

  /**
   * The JVM tells of a fault in a map now or a little later, when the file's own guard may have
   * been left already.
   */
  private @Nullable FileCursor guardedMove(int towards) {
    try {
      return move(towards);
    } catch (InternalError fault) {
      if (current == null) {
        return null;
      }
      current.file.vanished();
      return move(towards);
    }
  }

  private @Nullable FileCursor move(int towards) {
    if (journal.fileSet().generation() != seenGeneration) {
      sync();
    }
    FileCursor best = direction == towards ? goOn(towards) : null;
    if (best == null) {
      best = choose(towards);
    }
    if (best == null) {
      return null;
    }
    direction = towards;
    best.take();
    location.key.copy(best.key);
    location.kind = Location.Kind.ENTRY;
    current = best;
    return best;
  }

  private static int countFields(FileCursor at) {
    long count = (at.entrySize() - ENTRY_ITEMS) / (at.file.compact() ? 4 : 16);
    if (count > Limits.MAX_FIELDS) {
      at.file.damaged("entry with more than " + Limits.MAX_FIELDS + " fields");
      return Limits.MAX_FIELDS;
    }
    return (int) count;
  }

  /** The last file again, while its next entry still comes before all others. */
  private @Nullable FileCursor goOn(int towards) {
    FileCursor same = current;
    if (same == null || ++run > LONGEST_RUN || !same.offer(towards, location)) {
      return null;
    }
    FileCursor other = runnerUp;
    return other == null || EntryKey.compare(same.key, other.key) * towards < 0 ? same : null;
  }

  private @Nullable FileCursor choose(int towards) {
    FileCursor best = null;
    FileCursor second = null;
    for (int i = 0; i < files.size(); i++) {
      FileCursor file = files.get(i);
      if (!file.offer(towards, location)) {
        if (file.isDroppable() && file != current) {
          drop(files.remove(i--).file);
        }
        continue;
      }
      if (best == null || EntryKey.compare(file.key, best.key) * towards < 0) {
        second = best;
        best = file;
      } else if (second == null || EntryKey.compare(file.key, second.key) * towards < 0) {
        second = file;
      }
    }
    runnerUp = second;
    run = 0;
    return best;
  }

  private void drop(JournalFile file) {
    if (givesBatches) {
      passed.add(file);
    } else {
      file.close();
    }
  }

  /** Takes files that are new into the walk, and marks those that are gone. */
  private void sync() {
    FileSet now = journal.fileSet();
    seenGeneration = now.generation();
    direction = 0;
    List<JournalFile> have = new ArrayList<>();
    for (FileCursor cursor : files) {
      have.add(cursor.file);
      if (!now.files().contains(cursor.file)) {
        cursor.retire();
      }
    }
    for (JournalFile file : now.files()) {
      if (!have.contains(file) && file.acquire()) {
        files.add(new FileCursor(file, filter, decompressor));
      }
    }
  }

  /** The entry this stands on, always the same object. */
  public Entry entry() {
    return entry;
  }

  /** Lets go of the files. */
  @Override
  public void close() {
    current = null;
    entry.leave();
    passed.forEach(JournalFile::close);
    passed.clear();
    for (FileCursor cursor : files) {
      cursor.file.close();
    }
    files.clear();
  }
}
