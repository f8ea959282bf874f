package io.millpond.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One range of bytes, RFC 9110 section 14.
 *
 * @param first offset of the first byte
 * @param length in bytes, at least 1
 */
public record ByteRange(long first, long length) {
  /** What a {@code Range} header asks of a file of a certain size. */
  public sealed interface Request {
    /** No range, or one that is to be ignored: the whole file. */
    record Whole() implements Request {}

    /** These ranges, in the order asked for. */
    record Parts(List<ByteRange> ranges) implements Request {}

    /** None of the ranges touches the file: 416. */
    record Unsatisfiable() implements Request {}
  }

  /**
   * Reads a {@code Range} header against a file of {@code size} bytes. A header that is malformed,
   * in another unit, or asks for more than {@link Limits#MAX_RANGES} ranges is ignored, as the RFC
   * allows.
   */
  public static Request parse(@Nullable String header, long size) {
    if (header == null || !header.regionMatches(true, 0, "bytes=", 0, 6)) {
      return new Request.Whole();
    }
    String[] specs = header.substring(6).toLowerCase(Locale.ROOT).split(",", -1);
    if (specs.length > Limits.MAX_RANGES) {
      return new Request.Whole();
    }
    List<ByteRange> ranges = new ArrayList<>();
    for (String spec : specs) {
      int dash = spec.indexOf('-');
      long first = dash < 0 ? -2 : number(spec.substring(0, dash).strip());
      long last = dash < 0 ? -2 : number(spec.substring(dash + 1).strip());
      if (first == -2 || last == -2 || (first == -1 && last == -1) || (last >= 0 && last < first)) {
        return new Request.Whole();
      }
      if (first == -1) {
        first = Math.max(0, size - last);
        last = last == 0 ? -1 : size - 1;
      } else if (last == -1 || last >= size) {
        last = size - 1;
      }
      if (first <= last) {
        ranges.add(new ByteRange(first, last - first + 1));
      }
    }
    return ranges.isEmpty() ? new Request.Unsatisfiable() : new Request.Parts(ranges);
  }

  /**
   * A number, -1 for an empty text, -2 for one that is no number; huge numbers are taken as the
   * largest.
   */
  private static long number(String text) {
    if (text.isEmpty()) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -2;
      }
      number = number > (Long.MAX_VALUE - 9) / 10 ? Long.MAX_VALUE / 2 : number * 10 + digit - '0';
    }
    return number;
  }

  /** As a {@code Content-Range} of a file of {@code size} bytes. */
  public String contentRange(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
