package io.millpond.access.tokens;

/** A token that is not what it has to be. Says nothing of it: a token is a secret. */
final class UnfitTokenException extends Exception {
  private static final long serialVersionUID = 1L;

  UnfitTokenException() {
    super("unfit token", null, false, false);
  }
}
