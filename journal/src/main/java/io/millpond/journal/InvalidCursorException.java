package io.millpond.journal;

/** A text that should be a journal cursor and is none. */
public final class InvalidCursorException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidCursorException(String message) {
    super(message);
  }
}
