package io.millpond.access;

/** What credentials say of who is asking. */
public sealed interface Identity {
  /** They are a caller's, or none are needed. */
  record Known(Caller caller) implements Identity {}

  /** There are none and some are needed. */
  record Missing() implements Identity {}

  /**
   * They are nobody's: malformed, expired, forged, or of an issuer that is not configured. Which of
   * these is not for the client to know.
   */
  record Invalid() implements Identity {}
}
