package io.millpond.clusters.mesos;

import java.util.List;

/** What was found for the id, name or piece of an id by which a task was asked for. */
public sealed interface TaskLookup {
  /** The one task that is meant; its {@link Task#sandbox()} is present. */
  record Found(Task task) implements TaskLookup {}

  /** The one task that is meant has no container yet, or never had one: there is no sandbox. */
  record Unplaced(Task task) implements TaskLookup {}

  /** No task fits. */
  record Unknown() implements TaskLookup {}

  /**
   * Several tasks fit equally well.
   *
   * @param ids of the first {@link io.millpond.clusters.Limits#MAX_CANDIDATES} of them, sorted; an
   *     id stands twice where two frameworks have it
   * @param total how many fit
   */
  record Ambiguous(List<String> ids, int total) implements TaskLookup {
    public Ambiguous {
      ids = List.copyOf(ids);
    }
  }
}
