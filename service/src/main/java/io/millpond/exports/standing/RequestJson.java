package io.millpond.exports.standing;

import io.millpond.exports.ExportRequest;
import java.io.StringWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Requests as they are stored: equal ones as equal texts, in ASCII, so that a database takes
 * whatever a caller sends.
 */
final class RequestJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private RequestJson() {}

  static String write(ExportRequest request) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("timeBegin", request.timeBegin().toString());
      json.writeStringProperty("timeEnd", request.timeEnd().toString());
      json.writeStringProperty("logContentTypeContains", request.logContentTypeContains());
      request.filters().forEach(json::writeStringProperty);
      request
          .clientContext()
          .ifPresent(context -> json.writeStringProperty("clientContext", context));
      json.writeStringProperty("form", request.form().name());
      json.writeEndObject();
    }
    return text.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalStateException where it is something else
   */
  static ExportRequest read(String stored) {
    Map<String, String> members = members(stored);
    return new ExportRequest(
        Instant.parse(required(members, "timeBegin")),
        Instant.parse(required(members, "timeEnd")),
        required(members, "logContentTypeContains"),
        Optional.ofNullable(members.get("subjectContains")),
        Optional.ofNullable(members.get("logLevel")),
        Optional.ofNullable(members.get("logStreamTypeContains")),
        Optional.ofNullable(members.get("thread")),
        Optional.ofNullable(members.get("executionContextId")),
        Optional.ofNullable(members.get("opcRequestId")),
        Optional.ofNullable(members.get("eventType")),
        Optional.ofNullable(members.get("messageContains")),
        Optional.ofNullable(members.get("jobRunKey")),
        Optional.ofNullable(members.get("taskRunKey")),
        Optional.ofNullable(members.get("clientContext")),
        ExportRequest.Form.valueOf(required(members, "form")));
  }

  private static Map<String, String> members(String stored) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), stored)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, parser.getString());
      }
      return members;
    } catch (JacksonException malformed) {
      throw new IllegalStateException("the database has a request that is no request", malformed);
    }
  }

  private static String required(Map<String, String> members, String name) {
    String value = members.get(name);
    if (value == null) {
      throw new IllegalStateException("the database has a request without " + name);
    }
    return value;
  }
}
