package io.millpond.exports;

/** Why an export was not accepted or not cancelled, or a search not made. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What is wrong. */
  public enum Reason {
    /** The retry token was used for another request within the last 24 hours. */
    RETRY_TOKEN_OF_ANOTHER,
    /** The queue is full, or the caller's share of it. */
    TOO_MANY,
    /** What was made takes all the room there is for exports. */
    NO_ROOM,
    /** There is no such operation, or it is not this caller's. */
    UNKNOWN_OPERATION,
    /** The operation has succeeded or failed already. */
    ENDED,
    /** The cluster is no longer configured. */
    UNKNOWN_CLUSTER,
    /** As many searches go on as may, or as the caller may have. */
    TOO_MANY_SEARCHES,
    /** The search has taken longer than one may. */
    SEARCH_TOO_LONG,
    /** What the next page is to go on behind is no place. */
    NO_PLACE
  }

  public Refusal(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
