package io.millpond.logs.records;

import io.millpond.logs.Swar;
import org.jspecify.annotations.Nullable;

/** Holds records against a {@link RecordFilter}, the cheapest question first. */
final class Judge {
  private static final long CASE_BITS = 0x2020202020202020L;

  private final RecordFilter filter;
  private final @Nullable TextMatch level;
  private final @Nullable TextMatch thread;
  private final @Nullable TextMatch executionContextId;
  private final @Nullable TextMatch opcRequestId;
  private final @Nullable TextMatch jobRunKey;
  private final @Nullable TextMatch taskRunKey;
  private final @Nullable TextMatch message;

  /**
   * The first eight letters of the level that is asked for, in lower case, and which of them count.
   */
  private final long levelWord;

  private final long levelMask;
  private final int levelLength;

  Judge(RecordFilter filter) {
    this.filter = filter;
    this.level = TextMatch.of(filter.level());
    this.thread = TextMatch.of(filter.thread());
    this.executionContextId = TextMatch.of(filter.executionContextId());
    this.opcRequestId = TextMatch.of(filter.opcRequestId());
    this.jobRunKey = TextMatch.of(filter.jobRunKey());
    this.taskRunKey = TextMatch.of(filter.taskRunKey());
    this.message = TextMatch.of(filter.messageContains());
    byte[] name = RecordFilter.utf8(filter.level().orElse(""));
    byte[] word = new byte[Long.BYTES];
    System.arraycopy(name, 0, word, 0, Math.min(name.length, word.length));
    this.levelLength = name.length;
    this.levelMask = name.length >= Long.BYTES ? -1 : (1L << (Byte.SIZE * name.length)) - 1;
    this.levelWord = (Swar.word(word, 0) | CASE_BITS) & levelMask;
  }

  /** Whether records have to be looked at one by one to know. */
  boolean asksForParts() {
    return filter.asksForParts();
  }

  /**
   * Whether the level, which is all that is known yet, leaves the record a chance. Asked for every
   * record of a file: most are decided by two comparisons.
   */
  boolean mayWant(byte[] bytes, long packedLevel) {
    if (level == null) {
      return true;
    }
    int from = RecordFormat.from(packedLevel);
    int length = RecordFormat.to(packedLevel) - from;
    return length == levelLength
        && ((Swar.word(bytes, from) | CASE_BITS) & levelMask) == levelWord
        && level.isEqual(bytes, from, from + length);
  }

  boolean isInWindow(long timeMillis) {
    return filter.isInWindow(timeMillis);
  }

  /** Whether a record is wanted whose head was taken apart, its time and its message aside. */
  boolean wantsParts(byte[] bytes, Head head) {
    return is(level, bytes, head.level(), head)
        && is(thread, bytes, head.thread(), head)
        && is(executionContextId, bytes, head.executionContextId(), head)
        && is(opcRequestId, bytes, head.opcRequestId(), head)
        && is(jobRunKey, bytes, head.jobRunKey(), head)
        && is(taskRunKey, bytes, head.taskRunKey(), head);
  }

  private static boolean is(@Nullable TextMatch wanted, byte[] bytes, Span span, Head head) {
    if (wanted == null) {
      return true;
    }
    if (!span.isPresent()) {
      return false;
    }
    if (head.isEscaped() && JsonText.isEscaped(bytes, span.from(), span.to())) {
      byte[] text = JsonText.unescape(bytes, span.from(), span.to());
      return wanted.isEqual(text, 0, text.length);
    }
    return wanted.isEqual(bytes, span.from(), span.to());
  }

  boolean asksForMessage() {
    return message != null;
  }

  /**
   * Whether the message is wanted.
   *
   * @param to behind the record, or behind what is there of it
   */
  boolean wantsMessage(byte[] bytes, Head head, int to) {
    if (message == null) {
      return true;
    }
    if (!head.isEscaped()) {
      return message.isWithin(bytes, head.message().from(), to);
    }
    return isWithin(message, bytes, head.message()) || isWithin(message, bytes, head.exception());
  }

  private static boolean isWithin(TextMatch wanted, byte[] bytes, Span span) {
    if (!span.isPresent()) {
      return false;
    }
    byte[] text = JsonText.unescape(bytes, span.from(), span.to());
    return wanted.isWithin(text, 0, text.length);
  }
}
