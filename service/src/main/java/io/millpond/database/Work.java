package io.millpond.database;

import org.jdbi.v3.core.Handle;

/** What is done with a connection; may be done again where it failed. */
@FunctionalInterface
public interface Work<T> {
  /** Does it; what it throws rolls the transaction back. */
  T with(Handle handle);
}
