package io.millpond.api.admin;

import io.millpond.http.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of a request: one JSON object whose members are strings, whole numbers, lists of strings
 * or objects of those. Anything else, a member given twice and one that nobody asks for are
 * refused: a member that is misspelled would otherwise be left out without a word.
 */
final class Body {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(Limits.MAX_BODY_BYTES)
                  .maxNestingDepth(Limits.MAX_BODY_DEPTH)
                  .maxStringLength(Limits.MAX_BODY_STRING_CHARS)
                  .maxNameLength(Limits.MAX_MEMBER_NAME_CHARS)
                  .maxNumberLength(20)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** What a member may be. */
  private sealed interface Value {
    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Texts(List<String> texts) implements Value {}

    record Members(Body members) implements Value {}
  }

  private final Map<String, Value> members = new HashMap<>();

  private Body() {}

  /**
   * Reads the body of a request.
   *
   * @throws io.millpond.http.Problem 400, 408, 413 or 415
   */
  static Body of(Exchange exchange) throws IOException {
    if (!isJson(exchange.header("Content-Type").orElse(""))) {
      throw AdminProblem.notJson();
    }
    return parse(exchange.readBody(Limits.MAX_BODY_BYTES, Limits.BODY_TIMEOUT));
  }

  /** Whether a content type is JSON's; a charset may be named, and then has to be UTF-8. */
  static boolean isJson(String contentType) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("charset=")
          && !parameter.replace("\"", "").equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  static Body parse(byte[] json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text(json))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw AdminProblem.invalid("the body has to be a JSON object");
      }
      Body body = object(parser, 1);
      if (parser.nextToken() != null) {
        throw AdminProblem.invalid("something follows the JSON object");
      }
      return body;
    } catch (JacksonException malformed) {
      // Its message quotes the body, and says where in it the fault is: the place is enough.
      var place = malformed.getLocation();
      throw AdminProblem.invalid(
          place == null
              ? "the body is not well-formed JSON, or too deep or long"
              : "the body is not well-formed JSON, or too deep or long, at line %d column %d"
                  .formatted(place.getLineNr(), place.getColumnNr()));
    }
  }

  /** Decoded here, because what is not UTF-8 is to be refused and UTF-16 not to be guessed at. */
  private static String text(byte[] json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException malformed) {
      throw AdminProblem.invalid("the body is not UTF-8");
    }
  }

  private static Body object(JsonParser parser, int depth) {
    Body body = new Body();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      body.members.put(name, value(parser, depth, name));
    }
    return body;
  }

  private static Value value(JsonParser parser, int depth, String name) {
    if (parser.currentToken() == JsonToken.START_OBJECT && depth > 1) {
      throw wrongType(name);
    }
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new Value.Text(parser.getString());
      case VALUE_NUMBER_INT -> new Value.Whole(whole(parser, name));
      case START_ARRAY -> new Value.Texts(texts(parser, name));
      case START_OBJECT -> new Value.Members(object(parser, depth + 1));
      default -> throw wrongType(name);
    };
  }

  private static long whole(JsonParser parser, String name) {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw wrongType(name);
    }
    return parser.getLongValue();
  }

  private static List<String> texts(JsonParser parser, String name) {
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw wrongType(name);
      }
      texts.add(parser.getString());
    }
    return texts;
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
          if (value instanceof Value.Text(String text)) {
            return text;
          }
          throw wrongType(name);
        });
  }

  /** Takes a member that is a whole number. */
  Optional<Long> whole(String name) {
    return Optional.ofNullable(members.remove(name))
        .map(value -> {
          if (value instanceof Value.Whole(long number)) {
            return number;
          }
          throw wrongType(name);
        });
  }

  /** Takes a member that is a list of texts. */
  Optional<List<String>> texts(String name) {
    return Optional.ofNullable(members.remove(name))
        .map(value -> {
          if (value instanceof Value.Texts(List<String> texts)) {
            return texts;
          }
          throw wrongType(name);
        });
  }

  /** Takes a member that is an object. */
  Optional<Body> object(String name) {
    return Optional.ofNullable(members.remove(name))
        .map(value -> {
          if (value instanceof Value.Members(Body body)) {
            return body;
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
