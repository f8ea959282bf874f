package io.millpond.clusters.documents;

import io.millpond.clusters.Limits;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Walks a JSON document of which only some members are wanted and none is trusted to be of the type
 * it should be: every method consumes the one value the parser stands on, whatever that is.
 */
public final class JsonMembers {
  /** The end of the year 9999. */
  private static final double MAX_MILLIS = 253_402_300_799_999d;

  private final JsonParser parser;

  public JsonMembers(JsonParser parser) {
    this.parser = parser;
  }

  /** Consumes the value of the member it is called with, by one method of this class. */
  public interface Member {
    void read(String name) throws DocumentUnavailableException;
  }

  /** Consumes one element, by one method of this class. */
  public interface Element {
    void read() throws DocumentUnavailableException;
  }

  /** Calls back for each member of an object; passes over anything else. */
  public void object(Member member) throws DocumentUnavailableException {
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

  public boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** Calls back for each element of an array; passes over anything else. */
  public void array(Element element) throws DocumentUnavailableException {
    if (!isArray()) {
      skip();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  public void skip() {
    parser.skipChildren();
  }

  /** A string that may be an id; empty for anything else, and for what is too long to be one. */
  public String text() {
    return text(Limits.MAX_ID_BYTES);
  }

  /** A string of at most so many characters; empty for anything else. */
  public String text(int maxChars) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      skip();
      return "";
    }
    return parser.getStringLength() <= maxChars ? parser.getString() : "";
  }

  /** A number; NaN for anything else. */
  public double number() {
    if (parser.currentToken() == null || !parser.currentToken().isNumeric()) {
      skip();
      return Double.NaN;
    }
    return parser.getDoubleValue();
  }

  /** A time as a service writes it, in milliseconds since the epoch; empty for none. */
  public static Optional<Instant> time(double millis) {
    return millis >= 1 && millis <= MAX_MILLIS
        ? Optional.of(Instant.ofEpochMilli((long) millis))
        : Optional.empty();
  }
}
