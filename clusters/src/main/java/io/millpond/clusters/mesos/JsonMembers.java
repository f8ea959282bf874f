package io.millpond.clusters.mesos;

import io.millpond.clusters.Limits;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Walks a JSON document of which only some members are wanted and none is trusted to be of the type
 * it should be: every method consumes the one value the parser stands on, whatever that is.
 */
final class JsonMembers {
  private final JsonParser parser;

  JsonMembers(JsonParser parser) {
    this.parser = parser;
  }

  /** Consumes the value of the member it is called with, by one method of this class. */
  interface Member {
    void read(String name) throws StateUnavailableException;
  }

  /** Consumes one element, by one method of this class. */
  interface Element {
    void read() throws StateUnavailableException;
  }

  /** Calls back for each member of an object; passes over anything else. */
  void object(Member member) throws StateUnavailableException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      skip();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      member.read(name);
    }
  }

  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** Calls back for each element of an array; passes over anything else. */
  void array(Element element) throws StateUnavailableException {
    if (!isArray()) {
      skip();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  void skip() {
    parser.skipChildren();
  }

  /** A string that may be an id; empty for anything else, and for what is too long to be one. */
  String text() {
    return text(Limits.MAX_ID_BYTES);
  }

  /** A string of at most so many characters; empty for anything else. */
  String text(int maxChars) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      skip();
      return "";
    }
    return parser.getStringLength() <= maxChars ? parser.getString() : "";
  }

  /** A number; NaN for anything else. */
  double number() {
    if (parser.currentToken() == null || !parser.currentToken().isNumeric()) {
      skip();
      return Double.NaN;
    }
    return parser.getDoubleValue();
  }
}
