package io.millpond.logs;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Runs of filtered lines: one run a line, or a piece of one. */
final class FilteredRuns implements RunReader {
  private final LineReader lines;

  FilteredRuns(LineReader lines) {
    this.lines = lines;
  }

  @Override
  public boolean next() throws IOException {
    return lines.next();
  }

  @Override
  public ByteBuffer bytes() {
    return lines.bytesWithNewline();
  }

  @Override
  public boolean endsWithNewline() {
    return lines.isTerminated();
  }

  @Override
  public boolean isCutShort() {
    return lines.isCutShort();
  }

  @Override
  public void close() {
    lines.close();
  }
}
