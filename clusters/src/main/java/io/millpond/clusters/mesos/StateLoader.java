package io.millpond.clusters.mesos;

import java.util.Optional;

/** Gets a state, once. */
interface StateLoader extends AutoCloseable {
  /**
   * The state as it is now.
   *
   * @param previous what the last successful call returned; returned again where nothing changed
   */
  MesosState load(Optional<MesosState> previous) throws StateUnavailableException;

  @Override
  default void close() {}
}
