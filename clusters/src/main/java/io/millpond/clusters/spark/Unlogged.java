package io.millpond.clusters.spark;

import io.millpond.clusters.Derived;
import io.millpond.clusters.Limits;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.FileStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Applications that only the directories tell of. */
final class Unlogged {
  private record Seen(Instant lastWritten, Instant validUntil) {}

  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final WorkDirectories work;
  private final DriverConsoles consoles;
  private final ContainerFiles containers;
  private final Derived<Set<String>> unloggedIds = new Derived<>(Limits.LISTING_FRESH);
  private volatile Map<String, Instant> last = Map.of();

  Unlogged(WorkDirectories work, DriverConsoles consoles, ContainerFiles containers) {
    this.work = work;
    this.consoles = consoles;
    this.containers = containers;
  }

  /**
   * All of them, with the time at which one of their logs was last written to, or had been when
   * that was last looked up; the same object while nothing of it has changed.
   *
   * @param logged those that event logs tell of
   */
  Map<String, Instant> applications(Set<String> logged, Instant now) throws IOException {
    List<String> inWork = work.applicationIds();
    List<String> inConsoles = consoles.applicationIds();
    Set<String> ids =
        unloggedIds.of(now, () -> ids(inWork, inConsoles, logged), inWork, inConsoles, logged);
    Map<String, Instant> found = new LinkedHashMap<>();
    for (String id : ids) {
      found.put(id, lastWritten(id, now));
    }
    seen.keySet().retainAll(ids);
    Map<String, Instant> before = last;
    if (before.equals(found)) {
      return before;
    }
    last = Collections.unmodifiableMap(found);
    return last;
  }

  private static Set<String> ids(List<String> inWork, List<String> inConsoles, Set<String> logged) {
    TreeSet<String> ids = new TreeSet<>(inWork);
    ids.addAll(inConsoles);
    ids.removeAll(logged);
    return ids;
  }

  /** Not looked up again for a while; the longer it was silent, the longer. */
  private Instant lastWritten(String id, Instant now) throws IOException {
    Seen before = seen.get(id);
    if (before != null && now.isBefore(before.validUntil())) {
      return before.lastWritten();
    }
    Instant written = lastWritten(id, work.executors(id));
    boolean silent = written.plus(Limits.RUN_SILENT_AFTER).isBefore(now);
    Duration valid = silent ? Limits.SILENT_RUN_FRESH : Limits.RUN_FRESH;
    seen.put(id, new Seen(written, now.plus(valid)));
    return written;
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
