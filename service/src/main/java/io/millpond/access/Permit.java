package io.millpond.access;

/** That a caller was allowed something, to be looked at again by what goes on for long. */
public record Permit(Access access, Caller caller, Question question) {
  /** Whether it would be allowed now, too: its credentials hold and so do its grants. */
  public boolean holds() {
    return access.decide(caller, question) == Decision.ALLOWED;
  }
}
