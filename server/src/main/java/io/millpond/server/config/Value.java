package io.millpond.server.config;

import io.millpond.server.config.YamlNode.Scalar;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A value of the file, at its key, and what it may be read as. Every reader throws {@link
 * RejectedException} where the value will not do. Messages repeat a value as the file has it, never
 * as the environment filled it in.
 */
final class Value {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final YamlNode node;
  private final String key;
  private final Reading reading;

  Value(YamlNode node, String key, Reading reading) {
    this.node = node;
    this.key = key;
    this.reading = reading;
  }

  Reading reading() {
    return reading;
  }

  RejectedException rejected(String message) {
    return new RejectedException(node.line(), key, message);
  }

  /** The value as the file has it, in quotes, for messages. */
  String shown() {
    return node instanceof Scalar scalar ? "'" + Problems.shown(scalar.raw()) + "'" : node.kind();
  }

  // Structure

  /** A section; one without a single key where nothing follows the colon. */
  Section section() {
    return switch (node) {
      case YamlNode.Mapping mapping -> new Section(mapping, key, reading);
      case Scalar scalar when scalar.isNull() ->
          new Section(new YamlNode.Mapping(scalar.line(), List.of(), 1), key, reading);
      default -> throw wrongKind("a section of keys");
    };
  }

  /** A section read as a whole: its unknown keys are reported. */
  <T> T section(Function<Section, T> read) {
    Section section = section();
    T result = read.apply(section);
    section.done();
    return result;
  }

  /** A list; the items that will not do are reported and left out. */
  <T> List<T> list(Function<Value, T> read) {
    List<T> values = new ArrayList<>();
    for (Value item : items()) {
      try {
        values.add(read.apply(item));
      } catch (RejectedException e) {
        e.report(reading.problems());
      }
    }
    return List.copyOf(values);
  }

  private List<Value> items() {
    return switch (node) {
      case YamlNode.Sequence sequence -> {
        List<Value> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
          items.add(new Value(item, key + "[" + items.size() + "]", reading));
        }
        yield items;
      }
      case Scalar scalar when scalar.isNull() -> List.of();
      default -> throw wrongKind("a list");
    };
  }

  // Scalars

  /** One line of text, not blank, without control characters. */
  String text() {
    String text = secretText();
    if (text.isBlank()) {
      throw rejected("must not be empty");
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      throw rejected("must be one line without control characters");
    }
    return text;
  }

  /** Any text at all. */
  String secretText() {
    Scalar scalar = scalar("text");
    String text = filled(scalar);
    if (!isSubstituted(scalar) && !scalar.kind().equals("text")) {
      throw rejected("must be text, not " + scalar.kind() + quotesHint(scalar));
    }
    if (text.length() > Limits.MAX_VALUE_CHARS) {
      throw rejected("longer than " + Limits.MAX_VALUE_CHARS + " characters");
    }
    return text;
  }

  private static String quotesHint(Scalar scalar) {
    return scalar.isNull() ? "" : " (put it in quotes)";
  }

  /** Text without a slash: a name that has to fit in one segment of a path. */
  String name() {
    String name = text();
    if (name.length() > 255 || name.contains("/") || name.equals(".") || name.equals("..")) {
      throw rejected("must be a name of at most 255 characters without a slash");
    }
    return name;
  }

  boolean flag() {
    Scalar scalar = scalar("true or false");
    if (!scalar.plain() && !isSubstituted(scalar)) {
      throw wrongType("true or false");
    }
    return CoreSchema.truth(filled(scalar)).orElseThrow(() -> wrongType("true or false"));
  }

  long integer(long min, long max) {
    Scalar scalar = scalar("a whole number");
    if (!scalar.plain() && !isSubstituted(scalar)) {
      throw wrongType("a whole number");
    }
    BigInteger number =
        CoreSchema.integer(filled(scalar)).orElseThrow(() -> wrongType("a whole number"));
    if (number.compareTo(BigInteger.valueOf(min)) < 0
        || number.compareTo(BigInteger.valueOf(max)) > 0) {
      throw rejected(shown() + " is not between " + min + " and " + max);
    }
    return number.longValueExact();
  }

  Duration duration(Duration min, Duration max) {
    Duration duration =
        Units.duration(unquotedText("a duration"))
            .orElseThrow(() -> wrongType("a duration such as 500ms, 30s, 5m, 24h or 7d"));
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      throw rejected(shown() + " is not between " + Units.shown(min) + " and " + Units.shown(max));
    }
    return duration;
  }

  /** A size, in bytes. */
  long sizeBytes(long min, long max) {
    long bytes =
        Units.sizeBytes(unquotedText("a size"))
            .orElseThrow(() -> wrongType("a size such as 512B, 64KiB, 1MiB or 2GiB"));
    if (bytes < min || bytes > max) {
      throw rejected(shown() + " is not between " + min + " and " + max + " bytes");
    }
    return bytes;
  }

  UUID uuid() {
    String text = text();
    if (!UUID_TEXT.matcher(text).matches()) {
      throw rejected(shown() + " is not a UUID");
    }
    return UUID.fromString(text);
  }

  ZoneId zone() {
    try {
      return ZoneId.of(text());
    } catch (DateTimeException e) {
      throw rejected(shown() + " is not a time zone such as UTC or Europe/Berlin");
    }
  }

  boolean is(String word) {
    return node instanceof Scalar scalar && filled(scalar).equals(word);
  }

  /** One of the words given. */
  String oneOf(String... words) {
    String text = text();
    if (!List.of(words).contains(text)) {
      throw rejected(shown() + " is not one of " + String.join(", ", words));
    }
    return text;
  }

  /** One of an enum's constants, written as {@code word} has it. */
  <E extends Enum<E>> E constant(Class<E> type, Function<E, String> word) {
    String text = text();
    Optional<E> found =
        Stream.of(type.getEnumConstants()).filter(c -> word.apply(c).equals(text)).findFirst();
    return found.orElseThrow(() ->
        rejected(
            shown()
                + " is not one of "
                + Stream.of(type.getEnumConstants()).map(word).collect(Collectors.joining(", "))));
  }

  static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private String unquotedText(String what) {
    return filled(scalar(what));
  }

  private Scalar scalar(String wanted) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      return scalar;
    }
    throw wrongType(wanted);
  }

  private RejectedException wrongType(String wanted) {
    if (node instanceof Scalar scalar && !scalar.isNull() && scalar.kind().equals("text")) {
      return rejected("must be " + wanted + ", not " + shown());
    }
    return wrongKind(wanted);
  }

  /** Repeats nothing of the value: where a section is wanted it may be anything, a secret too. */
  private RejectedException wrongKind(String wanted) {
    return rejected("must be " + wanted + ", not " + node.kind());
  }

  private boolean isSubstituted(Scalar scalar) {
    return scalar.raw().contains("${") && !filled(scalar).equals(scalar.raw());
  }

  private String filled(Scalar scalar) {
    try {
      return new Substitution(reading.environment()).fill(scalar.raw());
    } catch (IllegalArgumentException e) {
      throw rejected(String.valueOf(e.getMessage()));
    }
  }
}
