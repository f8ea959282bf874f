package io.millpond.exports.search;

import java.util.Locale;
import java.util.Optional;

/**
 * Which events are wanted. Texts are compared without regard to case.
 *
 * @param fromMillis first millisecond of the window, since 1970
 * @param toMillis last millisecond of the window
 * @param eventType the whole type
 * @param subjectContains a part of the subject
 * @param messageContains a part of the message
 */
public record EventFilter(
    long fromMillis,
    long toMillis,
    Optional<String> eventType,
    Optional<String> subjectContains,
    Optional<String> messageContains) {
  /** Every event there is. */
  public static final EventFilter ALL =
      new EventFilter(
          Long.MIN_VALUE, Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty());

  boolean wants(LifecycleEvent event) {
    return fromMillis <= event.timeMillis()
        && event.timeMillis() <= toMillis
        && (eventType.isEmpty() || eventType.get().equalsIgnoreCase(event.eventType()))
        && contains(event.subject(), subjectContains)
        && contains(event.message(), messageContains);
  }

  /** Whether a text has a part, where one is asked for. */
  public static boolean contains(String text, Optional<String> part) {
    return part.isEmpty()
        || text.toLowerCase(Locale.ROOT).contains(part.get().toLowerCase(Locale.ROOT));
  }
}
