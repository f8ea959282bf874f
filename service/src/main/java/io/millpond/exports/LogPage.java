package io.millpond.exports;

import java.util.List;
import java.util.Optional;

/**
 * What a search has found, up to a number of records.
 *
 * @param records in the order an export has them
 * @param next the place of the last of them, where there are more
 * @param unread what could not be read, or not to its end, though it may hold something
 */
public record LogPage(List<LogRecord> records, Optional<String> next, List<Unread> unread) {
  public LogPage {
    records = List.copyOf(records);
    unread = List.copyOf(unread);
  }

  /**
   * Something that could not be read.
   *
   * @param file as records name it
   * @param reason for people; no path of this machine
   */
  public record Unread(String file, String reason) {}
}
