package io.millpond.clusters.spark;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a segment that a Spark worker has rolled: the stream, the time when it was rolled as
 * fine as the interval is ({@code --2026-11-20}, {@code --2026-11-20--03}, {@code
 * --2026-11-20--03-17}, {@code --2026-11-20--03-17-05}; by size {@code
 * --2026-11-20--03-14-39--0899}, whose last part are milliseconds), a number where that name was
 * taken ({@code --0}, {@code --1}, …), and {@code .gz} where the worker compresses. See Spark's
 * {@code RollingFileAppender} and {@code RollingPolicy}.
 *
 * <p>Always two dashes before a part: {@code stderr-2026-11-20-03} is what Log4j makes, and no
 * segment of the stream.
 *
 * @param stream {@code stdout} or {@code stderr}; workers roll nothing else
 * @param time as it is in the name; sorts by time
 * @param number -1 where there is none
 * @param compressed whether it ends in {@code .gz}
 */
record RolledName(String stream, String time, int number, boolean compressed) {
  private static final Pattern ROLLED =
      Pattern.compile(
          "(stdout|stderr)"
              + "--(\\d{4}-\\d{2}-\\d{2}(?:--\\d{2}(?:-\\d{2}(?:-\\d{2}(?:--\\d{4})?)?)?)?)"
              + "(?:--(\\d{1,5}))?(\\.gz)?");

  /**
   * Oldest first. Not by the bytes of the names: {@code --10} comes after {@code --9}, and {@code
   * --0.gz} after {@code .gz}.
   */
  static final Comparator<RolledName> OLDEST_FIRST =
      Comparator.comparing(RolledName::time)
          .thenComparingInt(RolledName::number)
          .thenComparing(RolledName::compressed);

  /** Whether a file of this name may be a segment, at a glance. */
  static boolean maybe(String name) {
    return name.startsWith("stderr--") || name.startsWith("stdout--");
  }

  /** The stream in the name of what may be a segment. */
  static String streamOf(String candidate) {
    return candidate.substring(0, "stderr".length());
  }

  /** What a file's name says; empty where it is no rolled segment's. */
  static Optional<RolledName> parse(String name) {
    Matcher matcher = ROLLED.matcher(name);
    if (!maybe(name) || !matcher.matches()) {
      return Optional.empty();
    }
    int number = matcher.group(3) == null ? -1 : Integer.parseInt(matcher.group(3));
    return Optional.of(
        new RolledName(matcher.group(1), matcher.group(2), number, matcher.group(4) != null));
  }

  /** That of the same segment, not compressed. */
  RolledName plain() {
    return new RolledName(stream, time, number, false);
  }
}
