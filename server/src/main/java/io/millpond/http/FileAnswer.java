package io.millpond.http;

import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;

/** Answers a request with a file, or the ranges of it that were asked for. */
public final class FileAnswer {
  /**
   * As what a file is sent.
   *
   * @param contentType of the whole
   * @param validators that tell this state of it from others
   * @param maxRanges a request for more is answered with the whole file
   */
  public record Terms(String contentType, Validators validators, int maxRanges) {}

  private final Exchange exchange;
  private final SharedFiles.Lease file;
  private final FileBody body;
  private final Terms terms;

  /** Whether a write was begun that gives the file back when it is done. */
  private boolean goesOn;

  private FileAnswer(Exchange exchange, SharedFiles.Lease file, Terms terms) {
    this.exchange = exchange;
    this.file = file;
    this.body = new FileBody(exchange, file);
    this.terms = terms;
  }

  /**
   * Sends the file and gives it back, whatever happens. Ranges up to {@link
   * Limits#MAX_INLINE_RANGE_BYTES} are sent without blocking; anything else blocks the thread until
   * it has left.
   */
  public static void send(Exchange exchange, SharedFiles.Lease file, String contentType)
      throws IOException {
    send(exchange, file, new Terms(contentType, Validators.of(file.status()), Limits.MAX_RANGES));
  }

  /** As above, for a file that something else than its own state tells of. */
  public static void send(Exchange exchange, SharedFiles.Lease file, Terms terms)
      throws IOException {
    FileAnswer answer = new FileAnswer(exchange, file, terms);
    try {
      answer.send();
    } finally {
      if (!answer.goesOn) {
        file.close();
      }
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
    Validators validators = terms.validators();
    exchange
        .withNew(HttpHeader.ACCEPT_RANGES, "bytes")
        .withNew(HttpHeader.ETAG, validators.etag())
        .withNew(HttpHeader.LAST_MODIFIED, validators.lastModified());
    Validators.Outcome outcome = validators.decide(exchange);
    switch (outcome) {
      case NOT_MODIFIED -> {
        // Where there is none, 0 is put in: a wrong one, which a cache would believe.
        exchange.with("Content-Length", Long.toString(file.size()));
        exchange.sendEmpty(304);
      }
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
    if (ranges.size() > terms.maxRanges()) {
      sendOne(200, new ByteRange(0, file.size()));
      return;
    }
    if (ranges.size() == 1) {
      exchange.withNew(HttpHeader.CONTENT_RANGE, ranges.getFirst().contentRange(file.size()));
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
        .withNew(HttpHeader.CONTENT_TYPE, terms.contentType())
        .withNew(HttpHeader.CONTENT_LENGTH, Long.toString(range.length()));
    exchange.response().setStatus(status);
    if (exchange.isHead() || range.length() == 0) {
      exchange.write(true, null, exchange.callback());
    } else if (range.length() <= Limits.MAX_INLINE_RANGE_BYTES) {
      ByteBuffer bytes = body.piece(range.first(), (int) range.length());
      goesOn = true;
      exchange.write(true, bytes, Callback.from(exchange.callback(), file::close));
    } else {
      exchange.beforeBlocking();
      body.send(range);
      exchange.write(true, null, exchange.callback());
    }
  }

  private void sendMultipart(List<ByteRange> ranges) throws IOException {
    exchange.beforeBlocking();
    String boundary = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    List<byte[]> heads = new ArrayList<>();
    byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    long length = tail.length;
    for (ByteRange range : ranges) {
      String head =
          "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
              .formatted(boundary, terms.contentType(), range.contentRange(file.size()));
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
        body.send(ranges.get(i));
      }
    }
    exchange.write(true, exchange.isHead() ? null : ByteBuffer.wrap(tail), exchange.callback());
  }
}
