package io.millpond.catalog;

import java.io.IOException;

/** What the administrator has registered at run time. Safe for use by many threads. */
@FunctionalInterface
public interface Registrations {
  /** Where nothing can be registered. */
  Registrations NONE = () -> Entries.NONE;

  /**
   * All of it; the same object while nothing changes.
   *
   * @throws IOException where it cannot be read, and so nothing can be told of it
   */
  Entries entries() throws IOException;
}
