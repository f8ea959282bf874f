package io.millpond.exports.sources;

import io.millpond.exports.search.LifecycleEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A line of a file of events: {@code {"time":"2026-11-20T04:00:00Z","eventType":"CREATING",
 * "message":"…","subject":"…","details":…}}. The first two are needed; what {@code details} are is
 * the writer's, they become a part of the message.
 */
final class EventLine {
  private static final JsonFactory JSON = new JsonFactory();

  /** With which some editors begin a file. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A century in which clusters run; times are written by hand at times. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private String time = "";
  private String eventType = "";
  private String message = "";
  private String subject = "";
  private String details = "";

  private EventLine() {}

  /** The event of a line; empty where it is none. */
  static Optional<LifecycleEvent> parse(ByteBuffer line) {
    EventLine event = new EventLine();
    // Of bytes the parser would take some for UTF-16.
    String decoded = StandardCharsets.UTF_8.decode(line).toString();
    String text = decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        event.take(json.currentName(), json, text);
      }
      return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null
          ? event.event()
          : Optional.empty();
    } catch (JacksonException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private void take(String name, JsonParser json, String line) {
    json.nextToken();
    switch (name) {
      case "time" -> time = text(json);
      case "eventType" -> eventType = text(json);
      case "message" -> message = text(json);
      case "subject" -> subject = text(json);
      case "details" -> details = details(json, line);
      default -> json.skipChildren();
    }
  }

  private static String text(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    json.skipChildren();
    return "";
  }

  /** A text, or whatever else it is as it is written. */
  private static String details(JsonParser json, String line) {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    int from = (int) json.currentTokenLocation().getCharOffset();
    json.skipChildren();
    json.finishToken();
    int to = (int) json.currentLocation().getCharOffset();
    return line.substring(from, to);
  }

  private Optional<LifecycleEvent> event() {
    if (eventType.isBlank()) {
      return Optional.empty();
    }
    Instant at = OffsetDateTime.parse(time).toInstant();
    if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) {
      return Optional.empty();
    }
    String said =
        details.isEmpty() ? message : message.isEmpty() ? details : message + "\n" + details;
    return Optional.of(new LifecycleEvent(at.toEpochMilli(), eventType, subject, said));
  }
}
