package io.millpond.json;

/**
 * A document that is not what it has to be. The message is fit for a client: it tells the place and
 * quotes nothing.
 */
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message) {
    super(message, null, false, false);
  }

  /** What is wrong. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
