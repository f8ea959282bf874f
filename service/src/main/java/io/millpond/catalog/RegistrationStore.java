package io.millpond.catalog;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Registrations that can be changed; what was changed outlives the process. */
public interface RegistrationStore extends Registrations {
  /**
   * What a rule makes of what is registered.
   *
   * @param change to be made; none where nothing is to be
   * @param outcome what to tell of it
   */
  record Decision(Optional<Change> change, Outcome outcome) {}

  /**
   * Decides on a change by what is registered, and makes it; one at a time. It is stored for good
   * when this returns.
   *
   * @throws IOException where the store cannot be read or written; then nothing has been changed
   */
  Outcome change(Function<Registered, Decision> rule) throws IOException;
}
