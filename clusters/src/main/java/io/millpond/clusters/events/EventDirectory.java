package io.millpond.clusters.events;

import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The logs in one directory. For one thread at a time. */
final class EventDirectory {
  private final LogRoot root;
  private Map<FoundLog.Key, FoundLog> logs = Map.of();

  EventDirectory(LogRoot root) {
    this.root = root;
  }

  /** The logs that are there now. */
  Map<FoundLog.Key, FoundLog> look() throws IOException {
    Map<FoundLog.Key, FoundLog> found = new LinkedHashMap<>();
    for (FileStatus status : root.list("")) {
      Optional<LogName> name = LogName.of(status);
      if (name.isPresent()) {
        find(name.get(), status)
            .ifPresent(log ->
                found.merge(log.key(), log, (one, other) -> one.isBetterThan(other) ? one : other));
      }
    }
    logs = found;
    return found;
  }

  private Optional<FoundLog> find(LogName name, FileStatus status) throws IOException {
    if (!name.rolling()) {
      return Optional.of(FoundLog.single(root, name, status));
    }
    try {
      return Optional.of(FoundLog.rolled(root, name, status));
    } catch (NoSuchFileException | NotDirectoryException gone) {
      return Optional.empty();
    }
  }

  int size() {
    return logs.size();
  }
}
