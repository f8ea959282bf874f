package io.millpond.json;

import java.util.List;
import java.util.Map;

/** A value of a document, as far as requests have use for it. */
public sealed interface JsonValue {
  /** A string. */
  record Text(String text) implements JsonValue {}

  /** A whole number that fits a long. */
  record Whole(long number) implements JsonValue {}

  /** A number with a fraction or an exponent; infinite where it is too large for a double. */
  record Fraction(double number) implements JsonValue {}

  /** An array. */
  record Items(List<JsonValue> items) implements JsonValue {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** An object; no name is there twice. */
  record Members(Map<String, JsonValue> members) implements JsonValue {
    public Members {
      members = Map.copyOf(members);
    }
  }

  /** {@code null}. */
  record Null() implements JsonValue {}

  /** Something no request has use for: a truth value, a whole number of many digits. */
  record Other() implements JsonValue {}
}
