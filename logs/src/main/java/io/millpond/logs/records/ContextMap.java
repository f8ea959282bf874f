package io.millpond.logs.records;

import io.millpond.logs.Swar;
import java.nio.charset.StandardCharsets;

/** A mapped diagnostic context as {@code %X} prints it: <code>{key=value, key=value}</code>. */
final class ContextMap {
  private ContextMap() {}

  static void read(byte[] bytes, int from, int to, Head head) {
    int at = from < to && bytes[from] == '{' ? from + 1 : from;
    int end = to > at && bytes[to - 1] == '}' ? to - 1 : to;
    while (at < end) {
      int comma = Swar.indexOf(bytes, at, end, (byte) ',');
      int entryEnd = comma < 0 ? end : comma;
      int equals = Swar.indexOf(bytes, at, entryEnd, (byte) '=');
      if (equals > 0) {
        int key = Spaces.trimmedStart(bytes, at, equals);
        entry(
            new String(bytes, key, equals - key, StandardCharsets.UTF_8),
            equals + 1,
            entryEnd,
            head);
      }
      at = entryEnd + 1;
    }
  }

  private static void entry(String key, int from, int to, Head head) {
    PatternParser.contextKey(key)
        .ifPresent(kind -> {
          Span span = head.context(kind);
          if (span != null) {
            span.set(from, to);
          }
        });
  }
}
