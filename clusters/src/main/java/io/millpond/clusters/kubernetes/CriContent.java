package io.millpond.clusters.kubernetes;

import io.millpond.logs.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** One stream of a container, out of all its log files. */
final class CriContent implements Content.Decoded {
  private final List<CriPart> parts;
  private final long length;

  /** Owns the parts from here on. */
  CriContent(List<CriPart> parts) {
    this.parts = List.copyOf(parts);
    this.length = parts.stream().mapToLong(CriPart::bytes).sum();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream from(long offset) throws IOException {
    if (offset < 0 || offset > length) {
      throw new IllegalArgumentException("offset " + offset + " of " + length);
    }
    long left = offset;
    int first = 0;
    while (first < parts.size() && left >= parts.get(first).bytes()) {
      // A file that is damaged behind its last byte is not passed over unnoticed.
      if (left == parts.get(first).bytes() && parts.get(first).length().damage().isPresent()) {
        break;
      }
      left -= parts.get(first++).bytes();
    }
    return new CriInput(parts.subList(first, parts.size()), left, offset);
  }

  @Override
  public void close() throws IOException {
    closeAll(parts);
  }

  static void closeAll(List<CriPart> parts) throws IOException {
    IOException failure = null;
    for (CriPart part : parts) {
      try {
        part.source().close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
