package io.millpond.access.local;

import java.time.Duration;

/** Every bound of tokens that this service issues. */
public final class Limits {
  /** Random bytes of a token. */
  static final int SECRET_BYTES = 32;

  /** Random bytes of a token's id, which is no secret. */
  static final int ID_BYTES = 6;

  /** Most tokens that are good, or were until they expired. */
  static final int MAX_LOCAL_TOKENS = 10_000;

  /** Longest file of tokens: what is longer is not one of ours. */
  static final int MAX_TOKEN_FILE_BYTES = 8 << 20;

  /** How long a file of tokens that could not be read is left alone, unless it changes. */
  static final Duration TOKEN_FILE_RETRY = Duration.ofSeconds(1);

  /** Longest life of a token, but for one that does not expire. */
  public static final Duration MAX_TOKEN_LIFETIME = Duration.ofDays(3650);

  private Limits() {}
}
