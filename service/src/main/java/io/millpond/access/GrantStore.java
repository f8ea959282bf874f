package io.millpond.access;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The grants that administrators make, on record: what was changed outlives the process. */
public interface GrantStore {
  /**
   * What a principal is granted from now on.
   *
   * @param granted none of it, where it is empty
   */
  record Change(String principal, Set<Permission> granted) {
    public Change {
      granted = Set.copyOf(granted);
    }
  }

  /**
   * What a rule makes of what was made before.
   *
   * @param change to be made; none where nothing is to be
   * @param outcome what to tell of it
   */
  record Decision(Optional<Change> change, GrantOutcome outcome) {}

  /**
   * Those that were made; the same object while nothing changes.
   *
   * @throws IOException where they cannot be read
   */
  Grants made() throws IOException;

  /**
   * Decides on a change by what was made before, and makes it; one at a time. It is stored for good
   * when this returns, and holds.
   *
   * @throws IOException where the store cannot be read or written
   */
  GrantOutcome change(Function<Grants, Decision> rule) throws IOException;
}
