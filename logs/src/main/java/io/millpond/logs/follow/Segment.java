package io.millpond.logs.follow;

import io.millpond.logs.ByteSource;
import io.millpond.logs.Limits;
import io.millpond.logs.LineFilter;
import io.millpond.logs.LineReader;
import io.millpond.logs.LineWindow;
import io.millpond.logs.Lines;
import io.millpond.logs.LogFile;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A part of a file a follower reads to catch up, in batches. */
final class Segment implements Closeable {
  private final ByteSource source;
  private final Closeable release;
  private final LineReader lines;
  private final Generation generation;
  private final long end;
  private final boolean isFinished;
  private final LineBatch.Builder batch = new LineBatch.Builder();
  private long at;

  /**
   * @param end where the segment ends in the file; {@link Long#MAX_VALUE} where the file does
   * @param isFinished whether a line without a newline at the end is whole
   */
  Segment(
      Lines readers,
      ByteSource source,
      Closeable release,
      LineWindow window,
      LineFilter filter,
      Generation generation,
      long end,
      boolean isFinished)
      throws IOException {
    this.source = source;
    this.release = release;
    this.generation = generation;
    this.end = end;
    this.isFinished = isFinished;
    this.lines = readers.read(source, window, filter, end);
    this.at = lines.position();
  }

  /**
   * The next lines; empty at the end, and where the file does not hold them any more, which {@link
   * #isComplete} tells.
   */
  Optional<LineBatch> next(Instant now) throws IOException {
    long from = at;
    while (cost() < Limits.CATCH_UP_BATCH_BYTES && lines.next()) {
      boolean isPiece = lines.isPartial() || !(lines.isTerminated() || isFinished);
      byte[] bytes = lines.bytes().array();
      int offset = lines.bytes().position();
      batch.add(bytes, offset, offset + lines.bytes().remaining(), lines.start(), isPiece);
    }
    at = lines.position();
    // A compressed file is replaced, never truncated; to see its beginning again costs all of it.
    if (source instanceof LogFile && !generation.isBeginningOf(source)) {
      at = from;
      return Optional.empty();
    }
    return batch.isEmpty() ? Optional.empty() : Optional.of(batch.build(generation, now));
  }

  /** What the batch will weigh when each of its lines is an event, however short it is. */
  private int cost() {
    return batch.weight() + batch.lines() * Limits.CATCH_UP_LINE_BYTES;
  }

  /** Where reading stands. */
  LogPosition position() {
    return new LogPosition(at, Optional.of(generation));
  }

  long end() {
    return end;
  }

  Generation generation() {
    return generation;
  }

  boolean isComplete() {
    return end == Long.MAX_VALUE || at >= end;
  }

  /** How much of it could not be read. */
  OptionalLong missing() {
    return end == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(end - at);
  }

  @Override
  public void close() throws IOException {
    lines.close();
    release.close();
  }
}
