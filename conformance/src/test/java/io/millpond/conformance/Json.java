package io.millpond.conformance;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON answers, read strictly. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  /** JSON lines: every line one object, the last one ended too. */
  static List<JsonNode> lines(String text) {
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new AssertionError("the last line has no newline: " + Quote.of(text));
    }
    return text.lines().map(Json::parse).toList();
  }

  /** The keys of an object in the order in which they are written. */
  static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    Iterator<String> names = object.propertyNames().iterator();
    names.forEachRemaining(keys::add);
    return keys;
  }
}
