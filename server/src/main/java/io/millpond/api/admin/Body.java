package io.millpond.api.admin;

import io.millpond.http.Exchange;
import io.millpond.json.JsonReader;
import io.millpond.json.JsonValue;
import io.millpond.json.MalformedJsonException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a request: one JSON object whose members are strings, whole numbers, lists of strings
 * or objects of those. Anything else, a member given twice and one that nobody asks for are
 * refused: a member that is misspelled would otherwise be left out without a word.
 */
final class Body {
  private static final JsonReader JSON =
      new JsonReader(
          new JsonReader.Bounds(
              Limits.MAX_BODY_BYTES,
              Limits.MAX_BODY_DEPTH,
              Limits.MAX_BODY_STRING_CHARS,
              Limits.MAX_MEMBER_NAME_CHARS));

  private final Map<String, JsonValue> members;

  private Body(JsonValue.Members object) {
    this.members = new HashMap<>(object.members());
  }

  /**
   * Reads the body of a request.
   *
   * @throws io.millpond.http.Problem 400, 408, 413 or 415
   */
  static Body of(Exchange exchange) throws IOException {
    if (!JsonReader.isJson(exchange.header("Content-Type").orElse(""))) {
      throw AdminProblem.notJson();
    }
    return parse(exchange.readBody(Limits.MAX_BODY_BYTES, Limits.BODY_TIMEOUT));
  }

  static Body parse(byte[] json) {
    try {
      JsonValue.Members object = JSON.readObject(json);
      check(object, 1);
      return new Body(object);
    } catch (MalformedJsonException malformed) {
      throw AdminProblem.invalid(malformed.text());
    }
  }

  private static void check(JsonValue.Members object, int depth) {
    object
        .members()
        .forEach((name, value) -> {
          switch (value) {
            case JsonValue.Text text -> {}
            case JsonValue.Whole number -> {}
            case JsonValue.Items(var items) when items.stream().allMatch(Body::isText) -> {}
            case JsonValue.Members inner when depth == 1 -> check(inner, depth + 1);
            default -> throw wrongType(name);
          }
        });
  }

  private static boolean isText(JsonValue value) {
    return value instanceof JsonValue.Text;
  }

  private static AdminProblem wrongType(String name) {
    return AdminProblem.invalid("the member " + shown(name) + " is of a wrong type");
  }

  /** A name of the client's, fit for a message. */
  private static String shown(String name) {
    return name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "of a strange name";
  }

  /** Takes a member that is text. */
  Optional<String> text(String name) {
    return Optional.ofNullable(members.remove(name))
        .map(value -> {
          if (value instanceof JsonValue.Text(String text)) {
            return text;
          }
          throw wrongType(name);
        });
  }

  /** Takes a member that is a whole number. */
  Optional<Long> whole(String name) {
    return Optional.ofNullable(members.remove(name))
        .map(value -> {
          if (value instanceof JsonValue.Whole(long number)) {
            return number;
          }
          throw wrongType(name);
        });
  }

  /** Takes a member that is a list of texts. */
  Optional<List<String>> texts(String name) {
    return Optional.ofNullable(members.remove(name))
        .map(value -> {
          if (value instanceof JsonValue.Items(List<JsonValue> items)) {
            return items.stream().map(item -> ((JsonValue.Text) item).text()).toList();
          }
          throw wrongType(name);
        });
  }

  /** Takes a member that is an object. */
  Optional<Body> object(String name) {
    return Optional.ofNullable(members.remove(name))
        .map(value -> {
          if (value instanceof JsonValue.Members inner) {
            return new Body(inner);
          }
          throw wrongType(name);
        });
  }

  /** Refuses what nobody has taken. */
  void end() {
    if (!members.isEmpty()) {
      String first = members.keySet().stream().sorted().findFirst().orElseThrow();
      throw AdminProblem.invalid("the member " + shown(first) + " is not known here");
    }
  }
}
