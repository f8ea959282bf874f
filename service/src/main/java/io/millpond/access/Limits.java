package io.millpond.access;

import java.time.Duration;

/** Every bound of who is let in. */
public final class Limits {
  /** Longest name of a caller, in characters. */
  public static final int MAX_NAME_CHARS = 512;

  /** How much clocks may differ: a token counts so much earlier and longer than it says. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /** Shortest modulus of an RSA key (RFC 7518, 3.3). */
  public static final int MIN_RSA_BITS = 2048;

  /** Longest modulus of an RSA key. */
  public static final int MAX_RSA_BITS = 8192;

  /** Longest {@code Authorization: Signature …}. */
  public static final int MAX_SIGNATURE_HEADER_BYTES = 16 << 10;

  /** Most headers that a signature may cover. */
  public static final int MAX_SIGNED_HEADERS = 32;

  /** Furthest a signed request's date may be from the time here, either way, as published. */
  public static final Duration SIGNATURE_WINDOW = Duration.ofMinutes(5);

  /** Session tokens remembered once they are verified, those that were used last. */
  public static final int MAX_CACHED_SESSIONS = 1024;

  private Limits() {}
}
