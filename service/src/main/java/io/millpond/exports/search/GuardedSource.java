package io.millpond.exports.search;

import io.millpond.logs.ByteSource;
import io.millpond.logs.ContentText;
import io.millpond.logs.records.FilePart;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** A text that ends with an exception where its job was cancelled or its file was cut off. */
final class GuardedSource implements SearchText {
  private final ContentText text;
  private final Workers.Job job;

  /** Owns the text from here on. */
  GuardedSource(ContentText text, Workers.Job job) {
    this.text = text;
    this.job = job;
    text.endWhen(job::isCancelled);
  }

  @Override
  public long size() {
    return text.size();
  }

  @Override
  public boolean isSeekable() {
    return text.isSeekable();
  }

  @Override
  public FilePart all() {
    return isSeekable() ? new FilePart(0, size()) : FilePart.WHOLE;
  }

  @Override
  public ByteSource own() {
    return this;
  }

  @Override
  public long shift() {
    return 0;
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
  public void close() throws IOException {
    text.close();
  }
}
