package io.millpond.access;

import java.time.Duration;

/** Every bound of who is let in. */
public final class Limits {
  /** Longest token, in characters. */
  public static final int MAX_TOKEN_CHARS = 16 * 1024;

  /** Deepest nesting of objects and arrays in a token. */
  public static final int MAX_TOKEN_DEPTH = 16;

  /** Longest name of a caller, in characters. */
  public static final int MAX_NAME_CHARS = 512;

  /** How much clocks may differ: a token counts so much earlier and longer than it says. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /** Shortest secret of HS256 (RFC 7518, 3.2). */
  public static final int MIN_SECRET_BYTES = 32;

  /** Shortest modulus of an RSA key (RFC 7518, 3.3). */
  public static final int MIN_RSA_BITS = 2048;

  /** Longest modulus of an RSA key. */
  public static final int MAX_RSA_BITS = 8192;

  /** Longest exponent of an RSA key, of which the time of a verification is a multiple. */
  public static final int MAX_RSA_EXPONENT_BITS = 64;

  /** Most tokens of a scheme that are remembered as verified. */
  public static final int MAX_VERIFIED_TOKENS = 10_000;

  /** Bytes that what is remembered of them takes, by estimate. */
  public static final int MAX_VERIFIED_BYTES = 8 * 1024 * 1024;

  private Limits() {}
}
