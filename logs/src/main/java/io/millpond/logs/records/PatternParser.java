package io.millpond.logs.records;

import io.millpond.logs.Limits;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a pattern of Log4j 2's PatternLayout, as it stands in a {@code log4j2.properties}.
 *
 * <p>Source: Apache Log4j 2 manual, Pattern Layout. A converter's name is the longest known one
 * that the letters begin with: {@code %mid} is the message and then {@code id}.
 */
final class PatternParser {
  private enum What {
    DATE,
    LEVEL,
    THREAD,
    LOGGER,
    CONTEXT,
    MESSAGE,
    OTHER,
    /** What comes after the message or is empty: the end of a line, a stack trace. */
    NOTHING,
    /** Another pattern, coloured. */
    COLOURED,
    /** Another pattern, as it is. */
    WRAPPED,
    /** Another pattern, or nothing. */
    OPTIONAL
  }

  private static final Map<String, What> CONVERTERS =
      Stream.of(
              names(What.DATE, "d", "date"),
              names(What.LEVEL, "p", "level"),
              names(What.THREAD, "t", "tn", "thread", "threadName"),
              names(What.LOGGER, "c", "logger"),
              names(What.CONTEXT, "X", "mdc", "MDC"),
              names(What.MESSAGE, "m", "msg", "message"),
              names(What.OTHER, "T", "tid", "threadId", "tp", "threadPriority", "C", "class"),
              names(What.OTHER, "F", "file", "L", "line", "l", "location", "M", "method"),
              names(What.OTHER, "r", "relative", "x", "NDC", "pid", "processId", "sn"),
              names(What.OTHER, "sequenceNumber", "u", "uuid", "marker", "markerSimpleName"),
              names(What.OTHER, "K", "map", "MAP", "N", "nano", "endOfBatch", "fqcn"),
              names(What.OTHER, "replace", "equals", "equalsIgnoreCase", "repeat", "R"),
              names(What.NOTHING, "n", "ex", "exception", "throwable", "rEx", "rException"),
              names(What.NOTHING, "rThrowable", "xEx", "xException", "xThrowable"),
              names(What.COLOURED, "highlight", "style", "black", "red", "green", "yellow"),
              names(What.COLOURED, "blue", "magenta", "cyan", "white"),
              names(What.WRAPPED, "enc", "encode", "maxLen", "maxLength"),
              names(What.OPTIONAL, "notEmpty", "varsNotEmpty", "variablesNotEmpty"))
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final List<String> LONGEST_FIRST =
      CONVERTERS.keySet().stream()
          .sorted(Comparator.comparingInt(String::length).reversed())
          .toList();

  private final String pattern;
  private final ZoneId zone;
  private final List<Element> elements = new ArrayList<>();
  private int at;

  /** Whether what was met last is text that stands in this pattern itself. */
  private boolean inText;

  private PatternParser(String pattern, ZoneId zone) {
    this.pattern = pattern;
    this.zone = zone;
  }

  /**
   * @throws IllegalArgumentException where it is no pattern, with the reason
   */
  static List<Element> parse(String pattern, ZoneId zone) {
    if (pattern.length() > Limits.MAX_PATTERN_CHARS) {
      throw new IllegalArgumentException(
          "a pattern has at most " + Limits.MAX_PATTERN_CHARS + " characters");
    }
    PatternParser parser = new PatternParser(pattern, zone);
    while (parser.at < pattern.length()) {
      parser.next();
    }
    return List.copyOf(parser.elements);
  }

  private void next() {
    int percent = pattern.indexOf('%', at);
    if (percent != at) {
      int end = percent < 0 ? pattern.length() : percent;
      literal(pattern.substring(at, end));
      at = end;
    } else if (pattern.startsWith("%%", at)) {
      literal("%");
      at += 2;
    } else {
      converter();
    }
  }

  private void literal(String text) {
    // "%%" and what stands around it are one text; what ends an optional part is none with it.
    elements.add(
        inText ? ((Element.Literal) elements.removeLast()).then(text) : new Element.Literal(text));
    inText = true;
  }

  private void converter() {
    int start = at++;
    inText = false;
    boolean left = take('-');
    take('0');
    int width = number();
    if (take('.')) {
      take('-');
      number();
    }
    String name =
        LONGEST_FIRST.stream()
            .filter(known -> pattern.startsWith(known, at))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("unknown: " + pattern.substring(start)));
    at += name.length();
    List<String> options = options();
    String option = options.isEmpty() ? "" : options.getFirst();
    switch (CONVERTERS.get(name)) {
      case DATE -> elements.add(new Element.Date(DateLayout.of(option.strip(), zoneOf(options))));
      case LEVEL -> elements.add(new Element.Level(left ? 0 : width, option.isEmpty(), 0));
      case THREAD -> elements.add(new Element.Field(Element.Kind.THREAD, width));
      case LOGGER -> elements.add(new Element.Field(Element.Kind.LOGGER, width));
      case CONTEXT -> elements.add(new Element.Field(contextKind(option), width));
      case MESSAGE -> elements.add(new Element.Message());
      case OTHER -> elements.add(new Element.Field(Element.Kind.OTHER, width));
      case NOTHING -> {
        if (name.equals("n") && elements.stream().noneMatch(Element.Message.class::isInstance)) {
          throw new IllegalArgumentException("a new line (n) before the message");
        }
      }
      case COLOURED -> {
        elements.add(new Element.Ansi());
        elements.addAll(parse(option, zone));
        elements.add(new Element.Ansi());
      }
      case WRAPPED -> elements.addAll(parse(option, zone));
      case OPTIONAL -> {
        List<Element> inner = parse(option, zone);
        elements.add(new Element.Maybe(inner.size()));
        elements.addAll(inner);
      }
      case null -> throw new IllegalStateException(name);
    }
  }

  private boolean take(char c) {
    boolean there = at < pattern.length() && pattern.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private int number() {
    int value = 0;
    while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
      value = Math.min(value * 10 + Character.digit(pattern.charAt(at++), 10), 1000);
    }
    return value;
  }

  /** What stands in braces, with those inside. */
  private List<String> options() {
    List<String> options = new ArrayList<>();
    while (at < pattern.length() && pattern.charAt(at) == '{') {
      int depth = 0;
      int end = at;
      do {
        if (end == pattern.length()) {
          throw new IllegalArgumentException("a brace is not closed");
        }
        char c = pattern.charAt(end++);
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      } while (depth > 0);
      options.add(pattern.substring(at + 1, end - 1));
      at = end;
    }
    return options;
  }

  private ZoneId zoneOf(List<String> options) {
    if (options.size() < 2) {
      return zone;
    }
    try {
      return ZoneId.of(options.get(1).strip(), ZoneId.SHORT_IDS);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("unknown time zone " + options.get(1), unknown);
    }
  }

  private static Element.Kind contextKind(String option) {
    return option.isEmpty() ? Element.Kind.CONTEXT : contextKey(option).orElse(Element.Kind.OTHER);
  }

  /**
   * What a key of a diagnostic context tells, however it is spelt: opcRequestId, opc-request-id.
   */
  static Optional<Element.Kind> contextKey(String key) {
    return switch (key.replaceAll("[-_. ]", "").toLowerCase(Locale.ROOT)) {
      case "executioncontextid" -> Optional.of(Element.Kind.EXECUTION_CONTEXT_ID);
      case "opcrequestid" -> Optional.of(Element.Kind.OPC_REQUEST_ID);
      case "jobrunkey" -> Optional.of(Element.Kind.JOB_RUN_KEY);
      case "taskrunkey" -> Optional.of(Element.Kind.TASK_RUN_KEY);
      default -> Optional.empty();
    };
  }

  private static List<Map.Entry<String, What>> names(What what, String... names) {
    return Stream.of(names).map(name -> Map.entry(name, what)).toList();
  }
}
