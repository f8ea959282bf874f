package io.millpond.conformance;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One event of a stream, or a comment.
 *
 * @param id the value of the id line, absent in a comment or where the server forgot it
 * @param data the value of the data line, empty in a comment
 * @param comment the text of a comment, absent in an event
 */
record SseEvent(@Nullable String id, String data, @Nullable String comment) {

  boolean isComment() {
    return comment != null;
  }

  JsonNode json() {
    return Json.parse(data);
  }

  /** {@code fields.MESSAGE}. */
  String message() {
    return json().path("fields").path("MESSAGE").asString("");
  }

  /** Whether this is a piece of a line whose end is still to come. */
  boolean partial() {
    return json().path("fields").path("PARTIAL").asString("").equals("true");
  }

  String idOrEmpty() {
    return id == null ? "" : id;
  }
}
