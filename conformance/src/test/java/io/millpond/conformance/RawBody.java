package io.millpond.conformance;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The body of a response while it arrives. {@link #read} gives -1 only at a clean end; a connection
 * that breaks off inside the body is an {@link EOFException}, because for a follower the difference
 * decides whether it reconnects.
 */
final class RawBody extends InputStream {
  /** How the end of a body is known. */
  enum Framing {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  private final InputStream in;
  private final Framing framing;
  private long remaining;
  private boolean ended;

  /** Whether a chunk was read whose line end was not: servers may send that with the next one. */
  private boolean chunkToClose;

  RawBody(InputStream in, Framing framing, long length) {
    this.in = in;
    this.framing = framing;
    this.remaining = framing == Framing.LENGTH ? length : 0;
    this.ended = framing == Framing.NONE || (framing == Framing.LENGTH && length == 0);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    if (framing == Framing.UNTIL_CLOSE) {
      int count = in.read(buffer, offset, length);
      ended = count < 0;
      return count;
    }
    if (framing == Framing.CHUNKED && remaining == 0 && !nextChunk()) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, remaining));
    if (count < 0) {
      throw new EOFException("the connection broke off inside the body");
    }
    remaining -= count;
    if (remaining == 0 && framing == Framing.LENGTH) {
      ended = true;
    }
    chunkToClose = remaining == 0;
    return count;
  }

  private boolean nextChunk() throws IOException {
    if (chunkToClose) { // some servers send the end of a chunk with the next one
      readLine(in);
      chunkToClose = false;
    }
    String line = readLine(in);
    int semicolon = line.indexOf(';');
    String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    remaining = Long.parseLong(size, 16);
    if (remaining > 0) {
      return true;
    }
    String trailer = readLine(in);
    while (!trailer.isEmpty()) {
      trailer = readLine(in);
    }
    ended = true;
    return false;
  }

  /** One line without its CRLF or LF. */
  static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection broke off after " + Quote.of(line.toString()));
      }
      line.append((char) c);
    }
    int end = line.length();
    if (end > 0 && line.charAt(end - 1) == '\r') {
      line.setLength(end - 1);
    }
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
