package io.millpond.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an export has to hold, by the simplest reading there is: whole files, line by line, of what
 * Spark's own log profile wrote.
 */
final class AidpOracle {
  /** As Spark writes it where nothing else is configured: time, level, class and message. */
  private static final Pattern HEAD =
      Pattern.compile("(\\d\\d/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) ([A-Z]+) ([^ :]+): (.*)");

  private static final DateTimeFormatter SPARK = DateTimeFormatter.ofPattern("yy/MM/dd HH:mm:ss");
  private static final DateTimeFormatter EXPORT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final List<Entry> entries = new ArrayList<>();

  private record Entry(
      Instant time, String level, String subject, String stream, String logger, String message) {
    String text() {
      return "%s %s %s %s [-] %s: %s\n"
          .formatted(
              EXPORT.format(time), level, subject, stream, logger, message.replace("\n", "\n\t"));
    }
  }

  /** Reads a file of a node; lines before the first head are left out, as any level leaves them. */
  AidpOracle with(String subject, String stream, Path file) throws IOException {
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      Matcher head = HEAD.matcher(line);
      if (head.matches()) {
        Instant time = LocalDateTime.parse(head.group(1), SPARK).toInstant(ZoneOffset.UTC);
        entries.add(new Entry(time, head.group(2), subject, stream, head.group(3), head.group(4)));
      } else if (!entries.isEmpty() && entries.getLast().subject().equals(subject)) {
        Entry before = entries.removeLast();
        entries.add(
            new Entry(
                before.time(),
                before.level(),
                subject,
                stream,
                before.logger(),
                before.message() + "\n" + line));
      }
    }
    return this;
  }

  /** The records of a window and a level, in order, as text. */
  String export(Instant begin, Instant end, String level) {
    Predicate<Entry> isWanted =
        entry ->
            !entry.time().isBefore(begin)
                && !entry.time().isAfter(end)
                && entry.level().equals(level);
    return entries.stream()
        .filter(isWanted)
        .sorted(Comparator.comparing(Entry::time).thenComparing(Entry::subject))
        .map(Entry::text)
        .collect(Collectors.joining());
  }

  /** An export without its first and last line, which tell of it and begin with {@code #}. */
  static String records(String export) {
    List<String> lines = export.lines().toList();
    if (lines.size() < 2
        || !lines.getFirst().startsWith("# ")
        || !lines.getLast().startsWith("# ")) {
      throw new AssertionError("not between two comments: " + Quote.of(export));
    }
    return lines.subList(1, lines.size() - 1).stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
