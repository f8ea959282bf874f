package io.millpond.api.dcos;

import io.millpond.http.Problem;
import io.millpond.logs.follow.LogPosition;

/** The {@code Last-Event-ID} of a file: {@code <offset>-<generation>}, or an offset alone. */
final class FileEventId {
  private FileEventId() {}

  /**
   * Reads the header.
   *
   * @throws Problem 400 where it is neither
   */
  static LogPosition parse(String text) {
    if (text.startsWith("-")) {
      WindowParameters.offset(WindowParameters.integer("Last-Event-ID header", text));
    }
    try {
      return LogPosition.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw Problem.badRequest("unable to parse Last-Event-ID header. " + text + " not an integer");
    }
  }
}
