package io.millpond.exports.search;

import io.millpond.logs.ByteSource;
import io.millpond.logs.ContentText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** A text that ends with an exception where its job was cancelled or its file was cut off. */
final class GuardedSource implements ByteSource {
  private final ContentText text;
  private final Workers.Job job;

  GuardedSource(ContentText text, Workers.Job job) {
    this.text = text;
    this.job = job;
  }

  @Override
  public long size() {
    return text.size();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    if (job.isCancelled()) {
      throw new InterruptedIOException("cancelled");
    }
    int read = text.read(target, position);
    if (read < 0 && text.isSeekable() && position < text.size()) {
      throw new EOFException("ends at " + position);
    }
    return read;
  }

  @Override
  public void close() {
    // The text is its owner's.
  }
}
