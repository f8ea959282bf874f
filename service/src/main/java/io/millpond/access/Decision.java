package io.millpond.access;

/** Whether a caller may. */
public enum Decision {
  ALLOWED,
  /** It may not, and nothing that is to be read may be told of. */
  DENIED,
  /** It acts on behalf of a user who did not let it do this, whatever the user may. */
  SCOPE_MISSING
}
