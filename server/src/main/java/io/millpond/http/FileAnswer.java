package io.millpond.http;

import io.millpond.logs.LogFile;
import io.millpond.logs.MappedSlice;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Answers a request with a file, or the ranges of it that were asked for.
 *
 * <p>Large bodies leave as slices of a mapping handed to the kernel: no byte passes the heap. A
 * mapped file that is truncated meanwhile makes the write fail with {@code EFAULT}, which breaks
 * the connection off: nothing is padded. Under TLS the bytes would be read by the JVM's own
 * vectorised code, which a truncated mapping kills; there, and for small ranges, where a mapping
 * costs more than it saves, they are read into a private buffer.
 */
public final class FileAnswer {
  private final Exchange exchange;
  private final LogFile file;
  private final String contentType;

  private FileAnswer(Exchange exchange, LogFile file, String contentType) {
    this.exchange = exchange;
    this.file = file;
    this.contentType = contentType;
  }

  /**
   * Sends the file and closes it, whatever happens. Ranges up to {@link
   * Limits#MAX_INLINE_RANGE_BYTES} are sent without blocking; anything else blocks the thread until
   * it has left.
   */
  public static void send(Exchange exchange, LogFile file, String contentType) throws IOException {
    try (file) {
      new FileAnswer(exchange, file, contentType).send();
    }
  }

  /** Whether the request asks for one range that {@link #send} answers without blocking. */
  static boolean isInline(Exchange exchange) {
    return exchange.header("Range").filter(FileAnswer::isShort).isPresent();
  }

  private static boolean isShort(String range) {
    return ByteRange.parse(range, Long.MAX_VALUE)
            instanceof ByteRange.Request.Parts(List<ByteRange> ranges)
        && ranges.size() == 1
        && ranges.getFirst().length() <= Limits.MAX_INLINE_RANGE_BYTES
        && !range.contains("=-");
  }

  private void send() throws IOException {
    Validators validators = Validators.of(file.status());
    exchange
        .with("Accept-Ranges", "bytes")
        .with("ETag", validators.etag())
        .with("Last-Modified", validators.lastModified());
    Validators.Outcome outcome = validators.decide(exchange);
    switch (outcome) {
      case NOT_MODIFIED -> exchange.sendEmpty(304);
      case PRECONDITION_FAILED -> throw new Problem(412, "Precondition failed");
      case PROCEED, WHOLE -> {
        String range =
            outcome == Validators.Outcome.PROCEED ? exchange.header("Range").orElse(null) : null;
        switch (ByteRange.parse(range, file.size())) {
          case ByteRange.Request.Whole whole -> sendOne(200, new ByteRange(0, file.size()));
          case ByteRange.Request.Parts(List<ByteRange> ranges) -> sendRanges(ranges);
          case ByteRange.Request.Unsatisfiable none ->
              throw new Problem(
                  416,
                  "Range not satisfiable",
                  new Problem.Header("Content-Range", "bytes */" + file.size()));
        }
      }
    }
  }

  private void sendRanges(List<ByteRange> ranges) throws IOException {
    if (ranges.size() == 1) {
      exchange.with("Content-Range", ranges.getFirst().contentRange(file.size()));
      sendOne(206, ranges.getFirst());
      return;
    }
    long asked = ranges.stream().mapToLong(ByteRange::length).sum();
    if (asked > file.size()) {
      // Overlapping ranges are cheaper to send as what they are: the file.
      sendOne(200, new ByteRange(0, file.size()));
      return;
    }
    sendMultipart(ranges);
  }

  private void sendOne(int status, ByteRange range) throws IOException {
    exchange
        .with("Content-Type", contentType)
        .with("Content-Length", Long.toString(range.length()));
    exchange.response().setStatus(status);
    if (exchange.isHead() || range.length() == 0) {
      exchange.write(true, null, exchange.callback());
    } else if (range.length() <= Limits.MAX_INLINE_RANGE_BYTES) {
      ByteBuffer bytes = read(range);
      exchange.write(true, bytes, exchange.callback());
    } else {
      copy(range);
      exchange.write(true, null, exchange.callback());
    }
  }

  private void sendMultipart(List<ByteRange> ranges) throws IOException {
    String boundary = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    List<byte[]> heads = new ArrayList<>();
    byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    long length = tail.length;
    for (ByteRange range : ranges) {
      String head =
          "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
              .formatted(boundary, contentType, range.contentRange(file.size()));
      heads.add(head.getBytes(StandardCharsets.US_ASCII));
      length += heads.getLast().length + range.length();
    }
    exchange
        .with("Content-Type", "multipart/byteranges; boundary=" + boundary)
        .with("Content-Length", Long.toString(length));
    exchange.response().setStatus(206);
    if (!exchange.isHead()) {
      for (int i = 0; i < ranges.size(); i++) {
        exchange.writeAndWait(false, ByteBuffer.wrap(heads.get(i)));
        copy(ranges.get(i));
      }
    }
    exchange.write(true, exchange.isHead() ? null : ByteBuffer.wrap(tail), exchange.callback());
  }

  private ByteBuffer read(ByteRange range) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) range.length());
    readFully(bytes, range.first());
    return bytes.flip();
  }

  private void readFully(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      int read = file.read(bytes, at);
      if (read < 0) {
        throw new EOFException("the file became shorter while it was sent");
      }
      at += read;
    }
  }

  private void copy(ByteRange range) throws IOException {
    if (exchange.request().isSecure()) {
      copyThroughBuffer(range);
    } else {
      copyMapped(range);
    }
  }

  private void copyMapped(ByteRange range) throws IOException {
    long end = range.first() + range.length();
    for (long at = range.first(); at < end; at += io.millpond.logs.Limits.MAX_MAPPED_BYTES) {
      long length = Math.min(io.millpond.logs.Limits.MAX_MAPPED_BYTES, end - at);
      try (MappedSlice mapped = file.map(at, length)) {
        ByteBuffer bytes = mapped.buffer();
        while (bytes.hasRemaining()) {
          int slice = Math.min(bytes.remaining(), Limits.MAX_SLICE_BYTES);
          exchange.writeAndWait(false, bytes.slice(bytes.position(), slice));
          bytes.position(bytes.position() + slice);
        }
      }
    }
  }

  private void copyThroughBuffer(ByteRange range) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Limits.BODY_BUFFER_BYTES);
    for (long at = 0; at < range.length(); at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), range.length() - at));
      readFully(buffer, range.first() + at);
      exchange.writeAndWait(false, buffer.flip());
    }
  }
}
