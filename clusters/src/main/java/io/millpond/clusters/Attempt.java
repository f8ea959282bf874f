package io.millpond.clusters;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One run of an {@link Application}.
 *
 * @param number from 1; where a cluster knows no attempts there is one, 1
 * @param state what is known of its end
 * @param start when it began
 * @param end when it ended
 * @param containers of driver, executors and whatever else ran for it, sorted by id
 */
public record Attempt(
    int number,
    RunState state,
    Optional<Instant> start,
    Optional<Instant> end,
    List<Container> containers) {
  public Attempt {
    containers =
        containers.stream().sorted(Comparator.comparing(Container::id)).distinct().toList();
  }

  /** Where the driver ran; empty where it is unknown, or left no log the cluster can reach. */
  public Optional<Container> driver() {
    return containers.stream()
        .filter(container -> container.role() == Container.Role.DRIVER)
        .findFirst();
  }

  /** The container of that id. */
  public Optional<Container> container(String id) {
    return containers.stream().filter(container -> container.id().equals(id)).findFirst();
  }
}
