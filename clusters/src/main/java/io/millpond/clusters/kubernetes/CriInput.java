package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import io.millpond.logs.DamagedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text of a stream, from a place on, put together from the runs of its files. Gives exactly as
 * much as was counted: where a file holds less by now the reading fails, and what it holds beyond
 * is left alone.
 */
final class CriInput extends InputStream {
  private static final byte[] NEWLINE = {'\n'};

  private final Iterator<CriPart> parts;
  private @Nullable CriPart part;
  private @Nullable CriCursor cursor;
  private @Nullable IOException failure;

  /** In the whole text, of the byte that is given next. */
  private long offset;

  /** Of the file's text not given yet, that which is passed over included. */
  private long left;

  /** Of the file's text to pass over. */
  private long skip;

  private boolean seam;
  private byte[] bytes = {};
  private int from;
  private int to;

  /**
   * @param parts that are left, the first one first
   * @param skip how much of the first one to pass over
   * @param offset in the whole text, for messages
   */
  CriInput(List<CriPart> parts, long skip, long offset) {
    this.parts = parts.iterator();
    this.offset = offset;
    if (this.parts.hasNext()) {
      begin(this.parts.next(), skip);
    }
  }

  private void begin(CriPart next, long passed) {
    long first = Math.min(passed, next.textBytes());
    CriLength length = next.length();
    Checkpoints.Place place = length.index().before(next.stream(), first);
    part = next;
    cursor =
        new CriCursor(
            next.source(),
            place.position(),
            place.state(),
            length.fileBytes(),
            length.index()::beginsAsBefore,
            Limits.CRI_BLOCK_BYTES);
    left = next.textBytes() - place.bytes(next.stream());
    skip = first - place.bytes(next.stream());
    seam = next.seam() && passed <= next.textBytes();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int at, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, target.length);
    int count = 0;
    try {
      while (count < length && advance()) {
        int copied = Math.min(length - count, to - from);
        System.arraycopy(bytes, from, target, at + count, copied);
        from += copied;
        count += copied;
      }
    } catch (IOException e) {
      failure = e; // What was read before is given first.
      if (count == 0) {
        throw e;
      }
    }
    offset += count;
    return count > 0 || length == 0 ? count : -1;
  }

  /** Makes sure there are bytes to give; false at the end. */
  private boolean advance() throws IOException {
    while (from == to) {
      if (failure != null) {
        throw failure;
      }
      if (part == null || cursor == null) {
        return false;
      }
      if (left > 0) {
        nextRun(part, cursor);
      } else if (seam) {
        seam = false;
        bytes = NEWLINE;
        from = 0;
        to = 1;
      } else {
        nextPart(part);
      }
    }
    return true;
  }

  private void nextRun(CriPart current, CriCursor runs) throws IOException {
    if (!runs.next()) {
      throw new EOFException("the log holds less than it did");
    }
    if (runs.stream() == current.stream()) {
      int count = (int) Math.min(runs.to() - runs.from(), left);
      int passed = (int) Math.min(count, skip);
      bytes = runs.bytes();
      from = runs.from() + passed;
      to = runs.from() + count;
      left -= count;
      skip -= passed;
    }
  }

  private void nextPart(CriPart ended) throws IOException {
    if (ended.length().damage().isPresent()) {
      throw new DamagedFileException(ended.path(), offset, ended.length().damage().get());
    }
    part = null;
    if (parts.hasNext()) {
      begin(parts.next(), 0);
    }
  }
}
