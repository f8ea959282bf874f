package io.millpond.logs.follow;

import io.millpond.logs.Limits;
import io.millpond.logs.Swar;
import io.millpond.logs.Utf8;
import java.util.Arrays;

/** Splits what a file grows by into lines, and holds back the half line at its end. */
final class LineSplitter {
  private byte[] held = new byte[0];

  /** The file's offset of the first byte that was not handed out. */
  private long start;

  /** Whether the byte before {@link #start} is a part of the line that goes on there. */
  private boolean midLine;

  LineSplitter(long start, boolean midLine) {
    this.start = start;
    this.midLine = midLine;
  }

  /** Everything before this offset was handed out. */
  long handedOut() {
    return start;
  }

  int heldBytes() {
    return held.length;
  }

  /** Puts the half line where the bytes that follow it will be read to. */
  void putHeld(byte[] scratch) {
    System.arraycopy(held, 0, scratch, 0, held.length);
  }

  /** Takes the half line and what followed it, {@code scratch[0, length)}. */
  void split(byte[] scratch, int length, LineBatch.Builder out) {
    long base = start;
    int from = 0;
    int searched = held.length;
    while (true) {
      int newline = Swar.indexOf(scratch, searched, length, (byte) '\n');
      if (newline < 0) {
        break;
      }
      from = pieces(scratch, from, newline, base, out);
      if (newline > from || midLine) {
        out.add(scratch, from, newline, base + from, false);
      }
      midLine = false;
      from = newline + 1;
      searched = from;
    }
    from = pieces(scratch, from, length, base, out);
    held = Arrays.copyOfRange(scratch, from, length);
    start = base + from;
  }

  private int pieces(byte[] bytes, int from, int to, long base, LineBatch.Builder out) {
    int at = from;
    while (to - at > Limits.MAX_PIECE_BYTES) {
      int cut = Utf8.cut(bytes, at, at + Limits.MAX_PIECE_BYTES);
      out.add(bytes, at, cut, base + at, true);
      midLine = true;
      at = cut;
    }
    return at;
  }

  /** Hands out the half line as a piece: its newline was waited for in vain. */
  void giveUpWaiting(LineBatch.Builder out) {
    int cut = held.length == 0 ? 0 : Utf8.cut(held, 0, held.length);
    if (cut > 0) {
      out.add(held, 0, cut, start, true);
      midLine = true;
      start += cut;
      held = Arrays.copyOfRange(held, cut, held.length);
    }
  }

  /** Hands out the half line as a line: the file has ended, nothing will follow. */
  void finish(LineBatch.Builder out) {
    if (held.length > 0 || midLine) {
      out.add(held, 0, held.length, start, false);
    }
    start += held.length;
    held = new byte[0];
    midLine = false;
  }
}
