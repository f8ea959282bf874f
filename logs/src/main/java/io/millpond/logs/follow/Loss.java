package io.millpond.logs.follow;

import java.util.OptionalLong;

/**
 * Bytes of the log that cannot be delivered any more.
 *
 * @param bytes how many; empty where that cannot be known
 * @param cause why
 */
public record Loss(OptionalLong bytes, Cause cause) implements TailEvent {
  private static final int WEIGHT = 64;

  /** Why bytes were lost. */
  public enum Cause {
    /** The file was truncated, and no copy of it was found. */
    TRUNCATED,
    /** The log was rotated more often than its old files are kept. */
    ROTATED,
    /** The file a position belongs to is not there any more. */
    UNKNOWN
  }

  static Loss unknown(Cause cause) {
    return new Loss(OptionalLong.empty(), cause);
  }

  @Override
  public int weight() {
    return WEIGHT;
  }
}
