package io.millpond.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A Livy session or batch of an item.
 *
 * @param cluster the name of the cluster it ran on
 * @param applicationIds the applications it ran, in the order they became known; may be empty
 * @param livyLog where its Livy log is, or will be
 */
public record Session(
    UUID id, Item item, String cluster, List<String> applicationIds, Optional<Path> livyLog) {
  public Session {
    applicationIds = List.copyOf(applicationIds);
  }
}
