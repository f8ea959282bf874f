package io.millpond.logs.records;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which records are wanted. Texts are compared without regard to case. A record that does not say
 * what is asked for (no level, no thread) is not wanted.
 *
 * @param fromMillis first millisecond of the window, since 1970
 * @param toMillis last millisecond of the window
 */
public record RecordFilter(
    long fromMillis,
    long toMillis,
    Optional<String> level,
    Optional<String> thread,
    Optional<String> executionContextId,
    Optional<String> opcRequestId,
    Optional<String> jobRunKey,
    Optional<String> taskRunKey,
    Optional<String> messageContains) {
  /** Every record there is. */
  public static final RecordFilter ALL = within(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Every record of a window, both ends included. */
  public static RecordFilter within(long fromMillis, long toMillis) {
    return new RecordFilter(
        fromMillis,
        toMillis,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether a record without any of the parts that are asked for can be wanted. */
  public boolean asksForParts() {
    return level.isPresent()
        || thread.isPresent()
        || executionContextId.isPresent()
        || opcRequestId.isPresent()
        || jobRunKey.isPresent()
        || taskRunKey.isPresent();
  }

  boolean isInWindow(long timeMillis) {
    return fromMillis <= timeMillis && timeMillis <= toMillis;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
