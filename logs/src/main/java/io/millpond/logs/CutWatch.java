package io.millpond.logs;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Notices that a file was cut off while a part of it is sent, also where it has grown again since,
 * so that nobody is sent the beginning of one log and the end of another as one.
 *
 * <p>The system tells of a file its length and when it was written last, and a log that is written
 * to all the time says the same by both before and after. So its bytes are asked: the first ones,
 * and those before each place that was reached, have to stay what they were, because lines begin
 * with a time or a number as a rule. What was read before a look that found nothing is the file's.
 * A log that repeats itself, so that both are the same in what was written anew, is not told from
 * one that only grew.
 *
 * <p>A look costs four small reads. For one thread at a time.
 */
public final class CutWatch {
  private final ByteSource file;
  private final long end;
  private final byte[] first;
  private long reached;
  private byte[] last;

  /**
   * Begins.
   *
   * @param from where sending begins
   * @param end where it will end, in a file that is as long at least
   */
  public CutWatch(ByteSource file, long from, long end) throws IOException {
    this.file = file;
    this.end = end;
    this.first = file.bytesAt(0, (int) Math.min(end, Limits.FINGERPRINT_BYTES));
    this.reached = from;
    this.last = before(from);
  }

  private byte[] before(long position) throws IOException {
    int length = (int) Math.min(position, Limits.OVERLAP_BYTES);
    return file.bytesAt(position - length, length);
  }

  /**
   * Looks whether all is what it was; to be asked after reading and before the last of it is sent.
   *
   * @param position how far was read
   * @throws EOFException where the file was cut off
   */
  public void look(long position) throws IOException {
    byte[] next = before(position);
    boolean isLongEnough = end == 0 || file.bytesAt(end - 1, 1).length == 1;
    if (!isLongEnough
        || !Arrays.equals(last, before(reached))
        || !Arrays.equals(first, file.bytesAt(0, first.length))) {
      throw new EOFException("the file was cut off while it was sent");
    }
    reached = position;
    last = next;
  }
}
