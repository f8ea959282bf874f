package io.millpond.access;

/** Whether a caller may. */
public enum Decision {
  ALLOWED,
  DENIED
}
