package io.millpond.clusters;

import io.millpond.logs.ContentText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * A log that was cut into files wherever its writer had come to: a record, or a line, may begin in
 * one of them and end in another. Put one behind the other they are the log. Safe for use by many
 * threads.
 */
public final class CutLog {
  /** Of a piece that may still grow. */
  public static final long GROWING = Long.MAX_VALUE;

  private final List<Piece> pieces;

  /** The last piece up to each that is more than nothing; -1 where there is none. */
  private final int[] last;

  /** Those that were not known and have been looked at; guarded by this. */
  private final Ending[] found;

  /**
   * A file of it.
   *
   * @param bytes of text that can be read of it; {@link #GROWING} where it is the last
   */
  public record Piece(StoredFile file, long bytes, Ending ending) {
    /** Whether the log is the same without it. A log may have thousands of those. */
    public boolean isNothing() {
      return bytes == 0 && ending != Ending.BROKEN;
    }
  }

  /** What the text of a piece ends with. */
  public enum Ending {
    /** With a newline: what follows begins a line. */
    LINE,
    /** Within a line. */
    WITHIN_LINE,
    /** Before its end, as far as it can be read: nothing goes on behind it. */
    BROKEN,
    /** Nobody has looked yet. */
    UNKNOWN
  }

  /** One of the pieces. */
  public record Part(CutLog log, int index) {}

  /**
   * @param pieces in order
   */
  public CutLog(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    this.found = new Ending[pieces.size()];
    this.last = new int[pieces.size()];
    int telling = -1;
    for (int i = 0; i < last.length; i++) {
      telling = pieces.get(i).isNothing() ? telling : i;
      last[i] = telling;
    }
  }

  public List<Piece> pieces() {
    return pieces;
  }

  /** What is before a piece ends with, the beginning of the log with a line. */
  public Ending endingBefore(int index) throws IOException {
    return index == 0 ? Ending.LINE : ending(index - 1);
  }

  /**
   * What the log ends with behind a piece. The same whenever it is asked for, whatever becomes of
   * the file: so it is certain to which of two pieces a line belongs.
   */
  public Ending ending(int index) throws IOException {
    int telling = last[index];
    if (telling < 0) {
      return Ending.LINE;
    }
    synchronized (this) {
      if (found[telling] != null) {
        return found[telling];
      }
    }
    Piece piece = pieces.get(telling);
    Ending ending = piece.ending() == Ending.UNKNOWN ? read(piece) : piece.ending();
    synchronized (this) {
      if (found[telling] == null) {
        found[telling] = ending;
      }
      return found[telling];
    }
  }

  private static Ending read(Piece piece) throws IOException {
    try (ContentText text = ContentText.of(piece.file().open(), piece.file().name())) {
      byte[] last = text.bytesAt(piece.bytes() - 1, 1);
      if (last.length == 0) {
        return Ending.BROKEN;
      }
      return last[0] == '\n' ? Ending.LINE : Ending.WITHIN_LINE;
    } catch (InterruptedIOException cancelled) {
      throw cancelled;
    } catch (IOException unread) {
      // Whoever searches it is told. What is behind it is there all the same.
      return Ending.BROKEN;
    }
  }
}
