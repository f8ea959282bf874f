package io.millpond.clusters.spark;

import io.millpond.clusters.Limits;
import io.millpond.logs.EntryChoice;
import io.millpond.logs.FileStatus;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.TextLengths;
import java.util.Comparator;

/**
 * What all who read containers' files share.
 *
 * @param shown which files of a container are logs: a program may leave any number of others, and
 *     of logs, where it runs, so what it writes to comes first
 */
record Reading(SharedFiles files, TextLengths lengths, DirectoryMemory memory, EntryChoice shown) {
  static Reading with(SharedFiles files) {
    return with(files, Limits.MAX_CONTAINER_FILES);
  }

  static Reading with(SharedFiles files, int maxFiles) {
    EntryChoice shown =
        new EntryChoice(
            LogNames::isLog,
            Comparator.comparing((FileStatus entry) -> !isOfStream(entry)),
            maxFiles);
    return new Reading(files, new TextLengths(), new DirectoryMemory(), shown);
  }

  /** Whether it is a stream, or may be a segment of one. */
  static boolean isOfStream(FileStatus entry) {
    return RolledName.maybe(entry.name()) || ContainerFiles.isStream(entry.name());
  }
}
