package io.millpond.access;

/**
 * The grants that hold at the moment: those of the configuration, which stay, and those that
 * administrators made, which come and go. A change holds from the next question on.
 */
public final class GrantBook {
  private final Grants configured;
  private volatile Grants all;
  private volatile boolean complete = true;

  public GrantBook(Grants configured) {
    this.configured = configured;
    this.all = configured;
  }

  /** Says that administrators have made some that are not known yet. */
  public void awaitMade() {
    complete = false;
  }

  /** Replaces those that administrators made. */
  public void replaceMade(Grants made) {
    all = configured.and(made);
    complete = true;
  }

  /** Whether those that administrators made are known. */
  public boolean isComplete() {
    return complete;
  }

  /** Those of the configuration alone. */
  public Grants configured() {
    return configured;
  }

  /** All that hold. */
  public Grants current() {
    return all;
  }
}
