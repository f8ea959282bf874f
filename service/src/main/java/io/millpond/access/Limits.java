package io.millpond.access;

import java.time.Duration;

/** Every bound of what is looked at to find out who is asking. */
public final class Limits {
  /** Longest {@code Authorization: Signature …}. */
  public static final int MAX_SIGNATURE_HEADER_BYTES = 16 << 10;

  /** Most headers that a signature may cover, those besides headers included. */
  public static final int MAX_SIGNED_HEADERS = 32;

  /** Furthest a signed request's date may be from the time here, either way, as published. */
  public static final Duration SIGNATURE_WINDOW = Duration.ofMinutes(5);

  /** Shortest modulus of an RSA key that requests are signed with, in bits. */
  public static final int MIN_RSA_BITS = 2048;

  /** Longest modulus of such a key, in bits: what a signature costs grows with its square. */
  public static final int MAX_RSA_BITS = 8192;

  /** How long a session token is taken after its end, for clocks that differ. */
  public static final Duration SESSION_SKEW = Duration.ofSeconds(60);

  /** Longest name that a session token gives its owner, in characters. */
  public static final int MAX_SESSION_NAME_CHARS = 512;

  /** Session tokens remembered once they are verified, those that were used last. */
  public static final int MAX_CACHED_SESSIONS = 1024;

  private Limits() {}
}
