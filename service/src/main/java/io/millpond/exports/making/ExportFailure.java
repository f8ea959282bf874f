package io.millpond.exports.making;

import io.millpond.exports.Room;

/** Why there is no file; fit for whoever asked for it. */
public final class ExportFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String text;

  ExportFailure(String code, String text) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
  }

  /** It is nobody's fault but the service's. */
  static ExportFailure internal(String text) {
    return new ExportFailure("InternalServerError", text);
  }

  /** It would take more room than it may. */
  static ExportFailure tooLarge(Room.Full full) {
    return new ExportFailure("LimitExceeded", String.valueOf(full.getMessage()));
  }

  /** There is nowhere to write it. */
  public static ExportFailure unwritable() {
    return internal("The export could not be written: there may be no space left for it.");
  }

  /** Something went wrong that nobody has thought of. */
  public static ExportFailure unforeseen() {
    return internal("The export failed; the log of the service says why.");
  }

  /** One of OCI's error codes. */
  public String code() {
    return code;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
