package io.millpond.http;

/**
 * Is told what becomes of an exchange. What it is told comes from any thread, and is not to wait.
 */
public interface Witness {
  /** A stream of events begins, that goes on until it is broken off. */
  void follows();

  /**
   * The exchange has ended; told once.
   *
   * @param isBroken whether the connection was broken off before the end of the answer
   */
  void ended(boolean isBroken);
}
