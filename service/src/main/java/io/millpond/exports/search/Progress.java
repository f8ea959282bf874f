package io.millpond.exports.search;

/**
 * How far something was read for the pages so far.
 *
 * @param timeMillis of the latest record up to there: what comes next is not before it
 * @param tie what comes next is there, or behind it
 * @param from where reading has to begin to meet what comes next
 * @param state what it was like then
 * @param isRead whether all of it was read: what comes next is what is written later
 */
record Progress(long timeMillis, long tie, long from, State state, boolean isRead) {
  /**
   * What a file was like when it was listed.
   *
   * @param length in bytes; 0 where it is not known
   * @param modifiedMillis since 1970
   */
  record State(long length, long modifiedMillis) {
    boolean wasCutOff(State earlier) {
      return length < earlier.length;
    }
  }

  /** The same, but that what comes next is not earlier than that. */
  Progress notBefore(long millis) {
    return new Progress(Math.max(timeMillis, millis), tie, from, state, isRead);
  }

  /** It was not read yet. */
  static Progress none(State state) {
    return new Progress(Long.MIN_VALUE, Long.MIN_VALUE, 0, state, false);
  }
}
