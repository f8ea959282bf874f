package io.millpond.logs.records;

import org.jspecify.annotations.Nullable;

/**
 * What the head of a record says. One object is filled again and again, since a file has a hundred
 * million heads; whoever wants to keep something copies it.
 *
 * <p>Where {@link #isEscaped}, the spans lie in JSON strings and are still escaped.
 */
public final class Head {
  /** Stands for a time that is not known, or is none (the 31st of February). */
  public static final long NO_TIME = Long.MIN_VALUE;

  private final Span level = new Span();
  private final Span thread = new Span();
  private final Span logger = new Span();
  private final Span executionContextId = new Span();
  private final Span opcRequestId = new Span();
  private final Span jobRunKey = new Span();
  private final Span taskRunKey = new Span();
  private final Span message = new Span();
  private final Span exception = new Span();

  /** Remembers the last quarter of an hour met, for {@link DateLayout}. */
  final QuarterHour quarterHour = new QuarterHour();

  long timeMillis = NO_TIME;
  boolean escaped;

  void clear() {
    timeMillis = NO_TIME;
    escaped = false;
    level.clear();
    thread.clear();
    logger.clear();
    executionContextId.clear();
    opcRequestId.clear();
    jobRunKey.clear();
    taskRunKey.clear();
    message.clear();
    exception.clear();
  }

  /** When the record was written, in milliseconds since 1970; {@link #NO_TIME} where unknown. */
  public long timeMillis() {
    return timeMillis;
  }

  /** Whether the spans are parts of JSON, to be unescaped by {@link JsonText}. */
  public boolean isEscaped() {
    return escaped;
  }

  public Span level() {
    return level;
  }

  public Span thread() {
    return thread;
  }

  public Span logger() {
    return logger;
  }

  public Span executionContextId() {
    return executionContextId;
  }

  public Span opcRequestId() {
    return opcRequestId;
  }

  public Span jobRunKey() {
    return jobRunKey;
  }

  public Span taskRunKey() {
    return taskRunKey;
  }

  /** Where a value of the diagnostic context goes; null where nobody asks for it. */
  @Nullable Span context(Element.Kind kind) {
    return switch (kind) {
      case EXECUTION_CONTEXT_ID -> executionContextId;
      case OPC_REQUEST_ID -> opcRequestId;
      case JOB_RUN_KEY -> jobRunKey;
      case TASK_RUN_KEY -> taskRunKey;
      case THREAD, LOGGER, CONTEXT, OTHER -> null;
    };
  }

  /**
   * The message. In text it goes to the end of the record, further lines and stack trace included;
   * this span has its first line.
   */
  public Span message() {
    return message;
  }

  /** In JSON, what is said of an exception: a string or an object, as it stands there. */
  public Span exception() {
    return exception;
  }
}
