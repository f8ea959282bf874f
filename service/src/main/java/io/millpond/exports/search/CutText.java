package io.millpond.exports.search;

import io.millpond.clusters.CutLog;
import io.millpond.clusters.CutLog.Ending;
import io.millpond.logs.ByteSource;
import io.millpond.logs.ContentText;
import io.millpond.logs.Swar;
import io.millpond.logs.records.FilePart;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of a cut log, with what its last record, or line, goes on with in those behind it.
 *
 * <p>Where pieces are joined, position 0 is the byte before the piece, which tells whether the
 * piece begins a line, and all pieces behind follow: who reads it as a part of a file begins with
 * the piece's first head and ends with the first one behind the piece. Where they are not, the rest
 * of a line of the piece before is left out, and that of its own last line follows.
 *
 * <p>Read forward behind the piece. For one thread.
 */
final class CutText implements SearchText {
  private static final Logger log = LoggerFactory.getLogger(CutText.class);
  private static final byte WITHIN_LINE = 0;

  private final CutLog.Part part;
  private final boolean joined;
  private final Workers.Job job;
  private final ContentText text;
  private final Ending before;

  /** Bytes of the piece. */
  private final long bytes;

  private final long shift;

  /** The one behind that is being read, and where it begins. */
  private int index;

  private @Nullable ContentText following;
  private long followingFrom;
  private boolean isComplete;

  private CutText(
      CutLog.Part part, boolean joined, Workers.Job job, ContentText text, Ending before)
      throws IOException {
    this.part = part;
    this.joined = joined;
    this.job = job;
    this.text = text;
    this.before = before;
    this.index = part.index();
    this.bytes = text.isSeekable() ? text.size() : part.log().pieces().get(part.index()).bytes();
    boolean goesOn = part.index() > 0 && before != Ending.BROKEN;
    this.shift = joined ? (goesOn ? -1 : 0) : before == Ending.WITHIN_LINE ? restOfLine() : 0;
  }

  /**
   * @param joined whether a record may go on in the next piece; else lines alone do
   */
  static CutText open(CutLog.Part part, boolean joined, Workers.Job job) throws IOException {
    ContentText text = text(part.log().pieces().get(part.index()), job);
    try {
      return new CutText(part, joined, job, text, part.log().endingBefore(part.index()));
    } catch (IOException | RuntimeException | Error e) {
      text.close();
      throw e;
    }
  }

  private static ContentText text(CutLog.Piece piece, Workers.Job job) throws IOException {
    ContentText text = ContentText.of(piece.file().open(), piece.file().name());
    text.endWhen(job::isCancelled);
    return text;
  }

  /** How many of the piece's bytes are a line's that began before it. */
  private long restOfLine() throws IOException {
    ByteBuffer some = ByteBuffer.allocate(io.millpond.logs.Limits.PROBE_BYTES);
    long at = 0;
    while (at < bytes && readOwn(some.clear(), at) > 0) {
      int newline = Swar.indexOf(some.array(), 0, some.position(), (byte) '\n');
      if (newline >= 0) {
        return at + newline + 1;
      }
      at += some.position();
    }
    return at;
  }

  @Override
  public boolean isSeekable() {
    return text.isSeekable();
  }

  @Override
  public FilePart all() {
    long from = Math.max(0, -shift);
    return bytes == CutLog.GROWING
        ? new FilePart(from, Long.MAX_VALUE)
        : new FilePart(from, bytes - shift);
  }

  @Override
  public long shift() {
    return shift;
  }

  @Override
  public long size() {
    return all().to();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int count = readPiece(target, position);
    return count >= 0 ? count : readBehind(target, position);
  }

  /** -1 behind the piece. */
  private int readPiece(ByteBuffer target, long position) throws IOException {
    if (position + shift < 0 && target.hasRemaining()) {
      target.put(before == Ending.LINE ? (byte) '\n' : WITHIN_LINE);
      return 1;
    }
    return readOwn(target, position + shift);
  }

  private int readOwn(ByteBuffer target, long offset) throws IOException {
    if (job.isCancelled()) {
      throw new InterruptedIOException("cancelled");
    }
    boolean isBroken =
        part.log().pieces().get(part.index()).ending() == Ending.BROKEN && offset >= bytes;
    if (offset >= bytes && !isBroken) {
      return -1;
    }
    int limit = target.limit();
    if (!isBroken && bytes - offset < target.remaining()) {
      target.limit(target.position() + (int) (bytes - offset));
    }
    try {
      // Of what is damaged, the end says so.
      int count = text.read(target, offset);
      if (count < 0 && bytes != CutLog.GROWING && !isBroken) {
        throw new EOFException("ends at " + offset);
      }
      return count;
    } finally {
      target.limit(limit);
    }
  }

  private int readBehind(ByteBuffer target, long position) throws IOException {
    if (!joined && shift >= bytes) {
      return -1; // Nothing begins in it.
    }
    if (position == bytes - shift) {
      index = part.index();
      followingFrom = position;
      next();
    }
    while (!isComplete) {
      int from = target.position();
      int count = readFollowing(target, position);
      if (isComplete) {
        return -1;
      }
      if (count >= 0) {
        int newline = joined ? -1 : newline(target, from, from + count);
        isComplete = newline >= 0;
        target.position(isComplete ? newline + 1 : from + count);
        return target.position() - from;
      }
      followingFrom = position;
      next();
    }
    return -1;
  }

  private static int newline(ByteBuffer bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private int readFollowing(ByteBuffer target, long position) throws IOException {
    if (job.isCancelled()) {
      throw new InterruptedIOException("cancelled");
    }
    try {
      return following == null ? -1 : following.read(target, position - followingFrom);
    } catch (InterruptedIOException cancelled) {
      throw cancelled;
    } catch (IOException damaged) {
      endWith(damaged);
      return -1;
    }
  }

  private void next() throws IOException {
    closeFollowing();
    List<CutLog.Piece> pieces = part.log().pieces();
    int read = index++;
    while (index < pieces.size() && pieces.get(index).isNothing()) {
      index++;
    }
    isComplete = index >= pieces.size() || isEnd(part.log().ending(read));
    if (!isComplete) {
      try {
        following = text(pieces.get(index), job);
      } catch (IOException gone) {
        endWith(gone);
      }
    }
  }

  private boolean isEnd(Ending ending) {
    return ending == Ending.BROKEN || (!joined && ending == Ending.LINE);
  }

  /** What is wrong with a piece behind is told by who searches that. */
  private void endWith(IOException told) throws IOException {
    log.debug("what follows a piece cannot be read", told);
    closeFollowing();
    isComplete = true;
  }

  private void closeFollowing() throws IOException {
    if (following != null) {
      following.close();
      following = null;
    }
  }

  @Override
  public ByteSource own() {
    return new ByteSource() {
      @Override
      public long size() {
        return CutText.this.size();
      }

      @Override
      public int read(ByteBuffer target, long position) throws IOException {
        return readPiece(target, position);
      }

      @Override
      public void close() {
        // With the text.
      }
    };
  }

  @Override
  public void close() throws IOException {
    try (text) {
      closeFollowing();
    }
  }
}
