package io.millpond.json;

/** Every bound that all documents share. */
final class Limits {
  /** Longest number, in characters. */
  static final int MAX_NUMBER_CHARS = 100;

  private Limits() {}
}
