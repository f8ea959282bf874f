package io.millpond.logs.follow;

import io.millpond.logs.Limits;
import io.millpond.logs.LineFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which of the lines it is told one follower wants: those that pass a filter, less the first few,
 * and no more than so many.
 *
 * <p>A long line comes in pieces, and a line that is written slowly too. It is wanted or not as a
 * whole, so its first pieces are kept until a later one, or two together, hold the text that is
 * looked for. It is judged by its first {@link Limits#MAX_JUDGED_LINE_BYTES}.
 *
 * <p>To be used by one thread at a time.
 */
public final class LineChoice {
  private static final int MAX_OVERLAP_BYTES = Limits.MAX_FILTER_BYTES - 1;

  private final LineFilter filter;
  private final List<Piece> undecided = new ArrayList<>();
  private long undecidedBytes;
  private long toSkip;
  private long remaining;
  private State state = State.FRESH;

  /** The bytes before the next piece of an undecided line. */
  private byte[] overlap = new byte[0];

  private enum State {
    FRESH,
    UNDECIDED,
    TAKEN,
    DROPPED
  }

  private record Piece(LineBatch batch, int line) {}

  /** Takes a line, or a piece of one, that is wanted. */
  @FunctionalInterface
  public interface Taker {
    /** A line of a batch, perhaps of an earlier one than is being looked at. */
    void take(LineBatch batch, int line);
  }

  /**
   * @param skip how many lines that pass the filter are left out; none where not positive
   * @param limit most lines wanted; 0 or less for no limit
   */
  public LineChoice(LineFilter filter, long skip, long limit) {
    this.filter = filter;
    this.toSkip = Math.max(0, skip);
    this.remaining = limit <= 0 ? Long.MAX_VALUE : limit;
  }

  /** Whether everything that comes is wanted from here on. */
  public boolean isEverything() {
    return filter.keepsAll() && toSkip == 0 && remaining == Long.MAX_VALUE && !isMidLine();
  }

  /** Whether nothing is wanted any more. */
  public boolean isDone() {
    return remaining == 0;
  }

  /** Gives the lines that are wanted to {@code taker}. */
  public void choose(LineBatch batch, Taker taker) {
    for (int line = 0; line < batch.size() && !isDone(); line++) {
      if (state == State.FRESH || state == State.UNDECIDED) {
        judge(batch, line, taker);
      }
      if (state == State.TAKEN) {
        taker.take(batch, line);
      }
      if (!batch.isPartial(line)) {
        remaining -= state == State.TAKEN && remaining != Long.MAX_VALUE ? 1 : 0;
        endLine();
      }
    }
  }

  /** The line being read has no end: what follows is another one. */
  public void endLine() {
    state = State.FRESH;
    undecided.clear();
    undecidedBytes = 0;
    overlap = new byte[0];
  }

  private boolean isMidLine() {
    return state != State.FRESH;
  }

  private void judge(LineBatch batch, int line, Taker taker) {
    if (isFoundIn(batch, line)) {
      if (toSkip > 0) {
        toSkip--;
        state = State.DROPPED;
      } else {
        undecided.forEach(piece -> taker.take(piece.batch(), piece.line()));
        state = State.TAKEN;
      }
      undecided.clear();
      return;
    }
    state = State.UNDECIDED;
    undecided.add(new Piece(batch, line));
    undecidedBytes += batch.to(line) - batch.from(line);
    if (undecidedBytes >= Limits.MAX_JUDGED_LINE_BYTES) {
      undecided.clear();
      state = State.DROPPED;
    }
  }

  private boolean isFoundIn(LineBatch batch, int line) {
    byte[] bytes = batch.array();
    int from = batch.from(line);
    int to = batch.to(line);
    if (filter.keeps(bytes, from, to)) {
      return true;
    }
    if (state == State.FRESH && !batch.isPartial(line)) {
      return false;
    }
    int more = Math.min(MAX_OVERLAP_BYTES, to - from);
    byte[] seam = Arrays.copyOf(overlap, overlap.length + more);
    System.arraycopy(bytes, from, seam, overlap.length, more);
    boolean found = overlap.length > 0 && filter.keeps(seam, 0, seam.length);
    overlap =
        more == MAX_OVERLAP_BYTES
            ? Arrays.copyOfRange(bytes, to - more, to)
            : Arrays.copyOfRange(seam, Math.max(0, seam.length - MAX_OVERLAP_BYTES), seam.length);
    return found;
  }
}
