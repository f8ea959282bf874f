package io.millpond.api.aidp;

import io.millpond.http.Exchange;
import io.millpond.json.JsonReader;
import io.millpond.json.JsonValue;
import io.millpond.json.MalformedJsonException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The texts in the body of a request: one JSON object. A member that is null or blank is as good as
 * absent, and members that nobody asks for may be anything.
 */
final class RequestText {
  private static final JsonReader JSON =
      new JsonReader(
          new JsonReader.Bounds(
              Limits.MAX_BODY_BYTES,
              Limits.MAX_BODY_DEPTH,
              Limits.MAX_BODY_STRING_CHARS,
              Limits.MAX_MEMBER_NAME_CHARS));

  private final Map<String, JsonValue> members;

  private RequestText(Map<String, JsonValue> members) {
    this.members = members;
  }

  /**
   * Reads the body of a request.
   *
   * @throws io.millpond.http.Problem 400, 408, 413 or 415
   */
  static RequestText of(Exchange exchange) throws IOException {
    byte[] body = exchange.readBody(Limits.MAX_BODY_BYTES, Limits.BODY_TIMEOUT);
    if (body.length == 0) {
      throw AidpProblem.noBody();
    }
    if (!isJson(exchange)) {
      throw AidpProblem.notJson();
    }
    return parse(body);
  }

  /**
   * A program that does not say what it sends means JSON. A page in a browser has to say so: only
   * then does the browser ask first whether it may send it here.
   */
  private static boolean isJson(Exchange exchange) {
    return exchange
        .header("Content-Type")
        .map(JsonReader::isJson)
        .orElse(exchange.header("Origin").isEmpty());
  }

  static RequestText parse(byte[] body) {
    try {
      return new RequestText(JSON.readObject(body).members());
    } catch (MalformedJsonException malformed) {
      throw AidpProblem.unparsable(malformed.text());
    }
  }

  /**
   * A member that is text.
   *
   * @throws AidpProblem where it is something else, or too long
   */
  Optional<String> text(String name) {
    return switch (members.getOrDefault(name, new JsonValue.Null())) {
      case JsonValue.Null none -> Optional.empty();
      case JsonValue.Text(String text) when text.length() > Limits.MAX_FILTER_CHARS ->
          throw AidpProblem.invalid(
              name + " must be at most " + Limits.MAX_FILTER_CHARS + " characters");
      case JsonValue.Text(String text) -> Optional.of(text).filter(some -> !some.isBlank());
      default -> throw AidpProblem.unparsable(name + " has to be a string");
    };
  }

  /** A member that has to be there. */
  String required(String name) {
    return text(name).orElseThrow(() -> AidpProblem.required(name));
  }
}
