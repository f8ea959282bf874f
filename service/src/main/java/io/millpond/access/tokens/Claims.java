package io.millpond.access.tokens;

import io.millpond.access.Limits;
import io.millpond.json.JsonReader;
import io.millpond.json.JsonValue;
import io.millpond.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a token says. A member that is there and of another type than it has to be makes the token
 * unfit; it does not count as missing.
 */
record Claims(Map<String, JsonValue> members) {
  /** The end of the year 9999. */
  private static final long MAX_SECONDS = 253_402_300_799L;

  private static final JsonReader JSON =
      new JsonReader(
          new JsonReader.Bounds(
              Limits.MAX_TOKEN_CHARS,
              Limits.MAX_TOKEN_DEPTH,
              Limits.MAX_TOKEN_CHARS,
              Limits.MAX_TOKEN_CHARS));

  static Claims parse(byte[] json) throws UnfitTokenException {
    try {
      return new Claims(JSON.readObject(json).members());
    } catch (MalformedJsonException malformed) {
      throw new UnfitTokenException();
    }
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  Optional<String> text(String name) throws UnfitTokenException {
    JsonValue value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonValue.Text(String text)) {
      return Optional.of(text);
    }
    throw new UnfitTokenException();
  }

  /** A text that can name somebody: not empty, of bounded length, one line, proper Unicode. */
  Optional<String> name(String name) throws UnfitTokenException {
    Optional<String> text = text(name);
    if (text.isPresent() && !isName(text.get())) {
      throw new UnfitTokenException();
    }
    return text;
  }

  static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= Limits.MAX_NAME_CHARS
        && text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** One text or a list of nothing but texts; empty where there is neither. */
  Optional<List<String>> texts(String name) {
    return switch (members.get(name)) {
      case JsonValue.Text(String text) -> Optional.of(List.of(text));
      case JsonValue.Items(List<JsonValue> items) -> allTexts(items);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<List<String>> allTexts(List<JsonValue> items) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : items) {
      if (!(item instanceof JsonValue.Text(String text))) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(texts);
  }

  /** A time in seconds since 1970, at most of the year 9999. */
  Optional<Instant> time(String name) throws UnfitTokenException {
    JsonValue value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    double seconds =
        switch (value) {
          case JsonValue.Whole(long number) -> number;
          case JsonValue.Fraction(double number) -> Math.floor(number);
          default -> throw new UnfitTokenException();
        };
    if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
      throw new UnfitTokenException();
    }
    return Optional.of(Instant.ofEpochSecond((long) seconds));
  }
}
