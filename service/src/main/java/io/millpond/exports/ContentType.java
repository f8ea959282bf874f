package io.millpond.exports;

import java.util.Locale;

/** What kinds of records a request names by a part of the kind's name. */
public enum ContentType {
  DRIVER,
  EXECUTOR,
  EVENTS;

  /** Whether a text is in this kind's name, whatever its case: {@code exec} is. */
  public boolean isNamedBy(String part) {
    return wireName().contains(part.toLowerCase(Locale.ROOT));
  }

  /** As records are labelled. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
