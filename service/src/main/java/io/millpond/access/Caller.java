package io.millpond.access;

/** On whose behalf a request is answered. */
public sealed interface Caller {
  /** Anybody: the only caller where no credentials are required. */
  Caller ANONYMOUS = new Anonymous();

  /** The principal as grants and the audit trail name it. */
  String principal();

  /** Nobody in particular; no grant can name it. */
  record Anonymous() implements Caller {
    @Override
    public String principal() {
      return "anonymous";
    }
  }
}
