package io.millpond.journal;

/** A field is larger than an {@link Entry} was told to decode. */
public final class LargeFieldException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LargeFieldException() {
    super("field too large", null, false, false);
  }
}
