package io.millpond.exports.standing;

import java.io.StringWriter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Groups as they are stored: an array of their names, whatever is in those, in ASCII. */
final class GroupsJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private GroupsJson() {}

  /** Nothing where there are none. */
  static Optional<String> write(Set<String> groups) {
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      new TreeSet<>(groups).forEach(json::writeString);
      json.writeEndArray();
    }
    return Optional.of(text.toString());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalStateException where it is something else
   */
  static Set<String> read(Optional<String> stored) {
    Set<String> groups = new HashSet<>();
    if (stored.isEmpty()) {
      return groups;
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), stored.get())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        groups.add(json.getString());
      }
      if (json.currentToken() != JsonToken.END_ARRAY) {
        throw new IllegalStateException("the database has an export of an unknown form");
      }
      return groups;
    } catch (JacksonException malformed) {
      throw new IllegalStateException("the database has an export of an unknown form", malformed);
    }
  }
}
