package io.millpond.logs.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The patterns in {@code formats.txt}, which says more about them. */
final class BuiltIn {
  static final String RESOURCE = "formats.txt";
  static final String COMMON = "common";

  private BuiltIn() {}

  /** In the order they are tried. */
  static List<String> patterns() {
    List<String> lines = lines();
    List<String> times = after("time ", lines);
    List<String> patterns = new ArrayList<>();
    for (String pattern : after("pattern ", lines)) {
      if (pattern.contains("{" + COMMON + "}")) {
        times.forEach(time -> patterns.add(pattern.replace(COMMON, time)));
      } else {
        patterns.add(pattern);
      }
    }
    return patterns;
  }

  private static List<String> after(String keyword, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(keyword))
        .map(line -> line.substring(keyword.length()))
        .toList();
  }

  static List<String> lines() {
    try (InputStream in = BuiltIn.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
