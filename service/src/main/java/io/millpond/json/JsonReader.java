package io.millpond.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads documents of strangers: one object, in UTF-8, within bounds of length and depth, in which
 * no member is given twice. Safe for use by many threads.
 */
public final class JsonReader {
  /**
   * How large a document may be.
   *
   * @param bytes of the document
   * @param depth of objects and arrays in one another
   * @param stringChars of one string
   * @param nameChars of a member's name
   */
  public record Bounds(int bytes, int depth, int stringChars, int nameChars) {}

  private final JsonFactory json;

  public JsonReader(Bounds bounds) {
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(bounds.bytes())
                    .maxNestingDepth(bounds.depth())
                    .maxStringLength(bounds.stringChars())
                    .maxNameLength(bounds.nameChars())
                    .maxNumberLength(Limits.MAX_NUMBER_CHARS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /** Whether a content type is JSON's; a charset may be named, and then has to be UTF-8. */
  public static boolean isJson(String contentType) {
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

  /** Reads the one object that a document has to be. */
  public JsonValue.Members readObject(byte[] document) throws MalformedJsonException {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), text(document))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedJsonException("the body has to be a JSON object");
      }
      JsonValue.Members object = object(parser);
      if (parser.nextToken() != null) {
        throw new MalformedJsonException("something follows the JSON object");
      }
      return object;
    } catch (JacksonException malformed) {
      // Its message quotes the document, and says where in it the fault is: the place is enough.
      var place = malformed.getLocation();
      throw new MalformedJsonException(
          place == null
              ? "the body is not well-formed JSON, or too deep or long"
              : "the body is not well-formed JSON, or too deep or long, at line %d column %d"
                  .formatted(place.getLineNr(), place.getColumnNr()));
    }
  }

  /** Decoded here, because what is not UTF-8 is to be refused and UTF-16 not to be guessed at. */
  private static String text(byte[] document) throws MalformedJsonException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException malformed) {
      throw new MalformedJsonException("the body is not UTF-8");
    }
  }

  private static JsonValue.Members object(JsonParser parser) {
    Map<String, JsonValue> members = new HashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new JsonValue.Members(members);
  }

  private static JsonValue value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new JsonValue.Text(parser.getString());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? new JsonValue.Other()
              : new JsonValue.Whole(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> new JsonValue.Fraction(parser.getDoubleValue());
      case START_ARRAY -> array(parser);
      case START_OBJECT -> object(parser);
      case VALUE_NULL -> new JsonValue.Null();
      default -> new JsonValue.Other();
    };
  }

  private static JsonValue.Items array(JsonParser parser) {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonValue.Items(items);
  }
}
