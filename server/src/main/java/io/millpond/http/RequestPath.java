package io.millpond.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a request target, taken apart before anything is decided on it: split at raw slashes
 * first, then decoded, so that nothing decoded is ever split again.
 *
 * @param segments decoded, without the leading slash; the last is empty where the path ends with a
 *     slash
 */
public record RequestPath(List<String> segments) {
  /**
   * Takes a raw path apart.
   *
   * @throws Problem 400 where an escape is malformed, the bytes are not UTF-8 or a NUL is among
   *     them
   */
  public static RequestPath parse(String raw) {
    if (!raw.startsWith("/")) {
      throw Problem.badRequest("invalid request path");
    }
    List<String> segments = new ArrayList<>();
    for (int start = 1; start <= raw.length(); ) {
      int end = raw.indexOf('/', start);
      end = end < 0 ? raw.length() : end;
      segments.add(decode(raw.substring(start, end)));
      start = end + 1;
    }
    return new RequestPath(segments);
  }

  private static String decode(String raw) {
    String segment;
    try {
      segment = PercentCode.decode(raw);
    } catch (IllegalArgumentException malformed) {
      throw Problem.badRequest("invalid URL escape in the path");
    }
    if (segment.indexOf('\0') >= 0) {
      throw Problem.badRequest("invalid character in the path");
    }
    return segment;
  }

  /** Whether the path has empty, {@code .} or {@code ..} parts, also behind encoded slashes. */
  public boolean isUnclean() {
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean last = i == segments.size() - 1;
      if (segment.isEmpty() ? !last : hasDots(segment)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasDots(String segment) {
    if (segment.indexOf('.') < 0) {
      return false;
    }
    for (String part : segment.split("/", -1)) {
      if (part.equals(".") || part.equals("..")) {
        return true;
      }
    }
    return false;
  }

  /** The path without empty and dot parts, encoded again; never leads above the root. */
  public String cleaned() {
    List<String> kept = new ArrayList<>();
    boolean slashAtEnd = segments.getLast().isEmpty();
    for (String segment : segments) {
      if (!hasDots(segment) && !segment.isEmpty()) {
        // An encoded slash is part of a name and stays one.
        kept.add(PercentCode.encodeSegment(segment));
        continue;
      }
      for (String part : segment.split("/", -1)) {
        if (part.equals("..")) {
          if (!kept.isEmpty()) {
            kept.removeLast();
          }
        } else if (!part.isEmpty() && !part.equals(".")) {
          kept.add(PercentCode.encodeSegment(part));
        }
      }
    }
    String path = "/" + String.join("/", kept);
    return slashAtEnd && !kept.isEmpty() ? path + "/" : path;
  }
}
