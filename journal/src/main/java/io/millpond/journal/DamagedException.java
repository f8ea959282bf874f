package io.millpond.journal;

/**
 * Something in a journal file breaks the format. Never leaves this package: readers turn it into a
 * {@link Damage} and go on.
 */
final class DamagedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedException(String what) {
    super(what, null, false, false);
  }
}
