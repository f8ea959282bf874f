package io.millpond.clusters.spark;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.FileStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Applications that only the directories tell of. */
final class Unlogged {
  private final WorkDirectories work;
  private final DriverConsoles consoles;
  private final ContainerFiles containers;

  Unlogged(WorkDirectories work, DriverConsoles consoles, ContainerFiles containers) {
    this.work = work;
    this.consoles = consoles;
    this.containers = containers;
  }

  /**
   * All of them, with the time at which one of their logs was last written to.
   *
   * @param logged those that event logs tell of
   */
  Map<String, Instant> applications(Set<String> logged, Instant now) throws IOException {
    TreeSet<String> ids = new TreeSet<>(work.applicationIds());
    ids.addAll(consoles.applicationIds());
    ids.removeAll(logged);
    Map<String, Instant> found = new LinkedHashMap<>();
    for (String id : ids) {
      found.put(id, lastWritten(id, work.executors(id)));
    }
    return found;
  }

  /** When one of the logs of an application was last written to; the epoch where it has none. */
  Instant lastWritten(String applicationId, List<String> executors) throws IOException {
    Instant last = Instant.EPOCH;
    for (StoredFile file : consoles.files(applicationId)) {
      last = later(last, file.lastModified());
    }
    for (String executor : executors) {
      Optional<Place> place = work.executor(applicationId, executor);
      if (place.isPresent()) {
        for (FileStatus file : containers.plain(place.get())) {
          last = later(last, file.modified());
        }
      }
    }
    return last;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
