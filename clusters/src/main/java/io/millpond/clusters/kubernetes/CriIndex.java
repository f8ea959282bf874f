package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import io.millpond.logs.ByteSource;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.FileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known of one CRI log file: how much text of each stream it holds as far as it was read,
 * and places to begin from. The text of a stream is shorter than the file by an amount that only
 * reading tells, so a file is gone through once; where it has grown, from where it was left.
 *
 * <p>That it has only grown is believed when its first bytes and those before the place reached are
 * still the same: every record begins with its time to the nanosecond, so a file that was emptied
 * and written anew has others. Such a file gets an index of its own.
 *
 * <p>One thread reads at a time, the others wait for it: they need the same answer.
 */
final class CriIndex {
  private static final int OWN_HEAP_BYTES = 1024;

  private final ReentrantLock reading = new ReentrantLock();
  private final Checkpoints checkpoints;
  private volatile byte[] head = {};
  private byte[] overlap = {};
  private long position;
  private int state = CriParser.LINE_START;

  /** Guarded by this, as are the checkpoints. */
  private Optional<Known> known = Optional.empty();

  private record Known(FileStatus status, CriLength length) {
    boolean isOf(FileStatus other) {
      return status.size() == other.size() && status.modified().equals(other.modified());
    }
  }

  CriIndex() {
    this(new Checkpoints());
  }

  CriIndex(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** The last place before which a stream has at most so much text. */
  synchronized Checkpoints.Place before(CriStream stream, long offset) {
    return checkpoints.before(stream, offset);
  }

  /** Memory taken, about. */
  synchronized int heapBytes() {
    return checkpoints.heapBytes() + OWN_HEAP_BYTES;
  }

  /**
   * The length of the file's text, to where the file ends now or did when it was found.
   *
   * @return empty where the file is not the one that was read before
   * @throws IOException after which this is of no use any more
   */
  Optional<CriLength> length(CriFile file) throws IOException {
    reading.lock();
    try {
      Optional<CriLength> before = known(file.status());
      return before.isPresent() ? before : readOn(file);
    } finally {
      reading.unlock();
    }
  }

  /** The length of a file that has not changed since it was read. */
  synchronized Optional<CriLength> known(FileStatus status) {
    return known.filter(one -> one.isOf(status)).map(Known::length);
  }

  private Optional<CriLength> readOn(CriFile file) throws IOException {
    FileStatus status = file.status();
    Optional<Known> before;
    synchronized (this) {
      before = known;
    }
    if (before.isPresent() && status.size() < before.get().status().size()) {
      // Cut off, or somebody else has seen it grow since it was found.
      status = file.now();
      if (status.inode() != file.status().inode() || status.device() != file.status().device()) {
        throw new CriFile.MovedException();
      }
      if (status.size() < before.get().status().size()) {
        return Optional.empty();
      }
    }
    if (before.isPresent() && file.compressed()) {
      return before.filter(one -> one.isOf(file.status())).map(Known::length);
    }
    try (ByteSource source = file.open()) {
      if (!isSame(source)) {
        return Optional.empty();
      }
      return read(source, file.compressed(), status);
    }
  }

  /** Whether a file still begins as it did; it does not once it was emptied, or written anew. */
  boolean beginsAsBefore(ByteSource source) throws IOException {
    byte[] first = head;
    return first.length == 0 || Arrays.equals(first, bytes(source, 0, first.length));
  }

  private boolean isSame(ByteSource source) throws IOException {
    return beginsAsBefore(source)
        && Arrays.equals(overlap, bytes(source, position - overlap.length, overlap.length));
  }

  /** Reads on from where it was left. */
  private Optional<CriLength> read(ByteSource source, boolean compressed, FileStatus status)
      throws IOException {
    long end = compressed ? Long.MAX_VALUE : status.size();
    if (!compressed) {
      head = bytes(source, 0, Math.min(end, Limits.CRI_OVERLAP_BYTES));
    }
    Optional<CriLength> before;
    synchronized (this) {
      before = known.map(Known::length);
    }
    Tally tally = new Tally(before);
    CriCursor cursor = new CriCursor(source, position, state, end);
    Optional<String> damage = Optional.empty();
    try {
      while (cursor.next()) {
        tally.add(cursor);
        if (isDue(cursor.position())) {
          add(tally.place(cursor));
        }
      }
    } catch (DamagedFileException e) {
      damage = Optional.of(String.valueOf(e.getReason()));
    }
    position = cursor.position();
    state = cursor.state();
    if (!compressed) {
      int length = (int) Math.min(position, Limits.CRI_OVERLAP_BYTES);
      overlap = bytes(source, position - length, length);
    }
    if (!beginsAsBefore(source)) {
      return Optional.empty();
    }
    CriLength length =
        new CriLength(
            this,
            end,
            tally.text(CriStream.STDOUT, state),
            tally.text(CriStream.STDERR, state),
            damage);
    synchronized (this) {
      known = Optional.of(new Known(status, length));
    }
    return Optional.of(length);
  }

  private synchronized boolean isDue(long at) {
    return checkpoints.isDue(at);
  }

  private synchronized void add(Checkpoints.Place place) {
    checkpoints.add(place);
  }

  private static byte[] bytes(ByteSource source, long from, long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    while (bytes.hasRemaining() && source.read(bytes, from + bytes.position()) > 0) {
      // Goes on until it is full or the file ends; missing bytes stay zero, which no record has.
    }
    return bytes.array();
  }

  /** Counts the text of both streams. */
  private static final class Tally {
    private final long[] bytes = new long[2];
    private final boolean[] open = new boolean[2];

    Tally(Optional<CriLength> before) {
      for (CriStream stream : CriStream.values()) {
        CriLength.Text text = before.map(b -> b.text(stream)).orElse(CriLength.Text.NONE);
        bytes[stream.index()] = text.bytes();
        open[stream.index()] = text.open();
      }
    }

    void add(CriCursor cursor) {
      int stream = cursor.stream().index();
      bytes[stream] += cursor.to() - cursor.from();
      open[stream] = cursor.bytes()[cursor.to() - 1] != '\n';
    }

    Checkpoints.Place place(CriCursor cursor) {
      return new Checkpoints.Place(cursor.position(), cursor.state(), bytes[0], bytes[1]);
    }

    CriLength.Text text(CriStream stream, int state) {
      boolean cut = open[stream.index()] && CriParser.isWithinFull(state, stream);
      return new CriLength.Text(bytes[stream.index()], open[stream.index()], cut);
    }
  }
}
