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

  /** Most tokens of a kind that are remembered as verified. */
  public static final int MAX_VERIFIED_TOKENS = 10_000;

  /** Bytes that what is remembered of them takes, by estimate. */
  public static final int MAX_VERIFIED_BYTES = 8 * 1024 * 1024;

  /** Longest document of an issuer's keys. */
  public static final int MAX_KEYS_BYTES = 512 * 1024;

  /** Most keys in it. */
  public static final int MAX_KEYS = 100;

  /** How long an issuer's keys are used before they are fetched again, ahead of need. */
  public static final Duration KEYS_REFRESH = Duration.ofMinutes(5);

  /** How often a file of keys is looked at. */
  public static final Duration KEYS_FILE_REFRESH = Duration.ofSeconds(2);

  /** How long after a failure keys are fetched again where nobody asks for them. */
  public static final Duration KEYS_RETRY = Duration.ofSeconds(15);

  /** Keys are fetched no more often than this, whatever the ids of keys in tokens. */
  public static final Duration KEYS_INTERVAL = Duration.ofSeconds(5);

  /** How long keys count that cannot be fetched again. */
  public static final Duration KEYS_TOLERABLE = Duration.ofHours(4);

  /** Longest wait for a connection to who publishes keys. */
  public static final Duration KEYS_CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** Longest time in which all of the keys have to be fetched. */
  public static final Duration KEYS_FETCH_TIMEOUT = Duration.ofSeconds(5);

  /** Longest that a request waits for a key that is not known yet. */
  public static final Duration KEYS_WAIT = Duration.ofSeconds(12);

  /** Most requests that wait for an issuer's keys at a time. */
  public static final int MAX_KEY_WAITERS = 1_000;

  /** Longest {@code Authorization: Signature …}. */
  public static final int MAX_SIGNATURE_HEADER_BYTES = 16 << 10;

  /** Most headers that a signature may cover. */
  public static final int MAX_SIGNED_HEADERS = 32;

  /** Furthest a signed request's date may be from the time here, either way, as published. */
  public static final Duration SIGNATURE_WINDOW = Duration.ofMinutes(5);

  private Limits() {}
}
