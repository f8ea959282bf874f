package io.millpond.access;

import java.time.Duration;
import java.util.Optional;

/** What credentials say of who is asking. */
public sealed interface Identity {
  /**
   * They are a caller's, or none are needed.
   *
   * @param bodySha256 what the body has to hash to (SHA-256, base64) where the credentials cover
   *     it; another body is nobody's
   */
  record Known(Caller caller, Optional<String> bodySha256) implements Identity {
    /** Of credentials that say nothing of the body. */
    public Known(Caller caller) {
      this(caller, Optional.empty());
    }
  }

  /** There are none and some are needed. */
  record Missing() implements Identity {}

  /**
   * They are nobody's: malformed, expired, forged, or of an issuer that is not configured. Which of
   * these is not for the client to know, but for one: whoever was let in until a while ago may know
   * that it is time for another token.
   *
   * @param isExpired whether they are a caller's in every respect but that their time is over
   */
  record Invalid(boolean isExpired) implements Identity {
    /** Of credentials that are worth nothing. */
    public Invalid() {
      this(false);
    }
  }

  /**
   * It cannot be told at the moment: whoever has the keys does not answer.
   *
   * @param retryAfter when to ask again
   */
  record Undecided(Duration retryAfter) implements Identity {}
}
