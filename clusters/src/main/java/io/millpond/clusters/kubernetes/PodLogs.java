package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The kubelet's directory of pod logs: {@code <namespace>_<pod>_<uid>/<container>/<run>.log} and
 * what became of it, see {@link LogName}.
 *
 * <p>A container has two files to offer, {@code stdout} and {@code stderr}: each the whole text of
 * that stream in all that is kept, from the oldest rotated file of its first run to the file that
 * is written now. So a text grows at its end through rotations and restarts; only where the kubelet
 * deletes the oldest file does it lose its beginning, and offsets shift. Safe for use by many
 * threads.
 */
final class PodLogs {
  private final LogRoot root;
  private final SharedFiles files;
  private final CriIndexes indexes;

  PodLogs(LogRoot root, SharedFiles files) {
    this(root, files, new CriIndexes());
  }

  PodLogs(LogRoot root, SharedFiles files, CriIndexes indexes) {
    this.root = root;
    this.files = files;
    this.indexes = indexes;
  }

  /** Both streams of a container; none where it has no logs (yet). */
  List<StoredFile> files(String directory) throws IOException {
    return unmoved(
        directory,
        logs -> {
          List<StoredFile> both = new ArrayList<>();
          for (CriStream stream : CriStream.values()) {
            file(directory, stream, logs).ifPresent(both::add);
          }
          both.sort(Comparator.comparing(StoredFile::name));
          return List.copyOf(both);
        });
  }

  /** One stream of a container; empty where it has no logs (yet). */
  Optional<StoredFile> file(String directory, CriStream stream) throws IOException {
    return unmoved(directory, logs -> file(directory, stream, logs));
  }

  /** Opens one stream of a container. To be closed. */
  Content open(String directory, CriStream stream) throws IOException {
    return unmoved(
        directory,
        logs -> {
          if (logs.isEmpty()) {
            throw new NoSuchFileException(directory);
          }
          return open(counted(logs, stream), stream);
        });
  }

  /**
   * A log file, counted.
   *
   * @param seam as in {@link CriPart}
   */
  private record Counted(PodLogFile log, CriLength length, boolean seam) {}

  private List<Counted> counted(List<PodLogFile> logs, CriStream stream) throws IOException {
    List<Counted> counted = new ArrayList<>();
    boolean open = false;
    for (int i = 0; i < logs.size(); i++) {
      PodLogFile log = logs.get(i);
      CriLength length = indexes.length(log);
      CriLength.Text text = length.text(stream);
      open = text.bytes() > 0 ? text.open() : open;
      boolean over = i + 1 < logs.size();
      boolean ended = over && logs.get(i + 1).name().run() > log.name().run();
      boolean seam = (open && ended) || (over && text.cut());
      open &= !seam;
      counted.add(new Counted(log, length, seam));
    }
    return counted;
  }

  private Optional<StoredFile> file(String directory, CriStream stream, List<PodLogFile> logs)
      throws IOException {
    long length = 0;
    for (Counted one : counted(logs, stream)) {
      length += one.length().text(stream).bytes() + (one.seam() ? 1 : 0);
    }
    long whole = length;
    return logs.stream()
        .map(log -> log.status().modified())
        .max(Comparator.naturalOrder())
        .map(modified -> new PodStream(this, directory, stream, whole, modified));
  }

  /** All files at once: an open file stays readable when it is rotated, compressed or deleted. */
  private static Content open(List<Counted> logs, CriStream stream) throws IOException {
    List<CriPart> parts = new ArrayList<>();
    try {
      for (Counted one : logs) {
        PodLogFile log = one.log();
        parts.add(new CriPart(log.path(), log.open(), one.length(), stream, one.seam()));
      }
      return new CriContent(parts);
    } catch (IOException | RuntimeException | Error e) {
      CriContent.closeAll(parts);
      throw e;
    }
  }

  private interface Look<T> {
    T at(List<PodLogFile> logs) throws IOException;
  }

  /** Looks again as long as files are renamed or replaced under the look. */
  private <T> T unmoved(String directory, Look<T> look) throws IOException {
    for (int i = 1; ; i++) {
      List<PodLogFile> logs = list(directory);
      try {
        return look.at(logs);
      } catch (CriFile.MovedException | NoSuchFileException e) {
        if (logs.isEmpty() || i == Limits.MAX_CONTAINER_LOOKS) {
          throw e;
        }
      }
    }
  }

  private List<PodLogFile> list(String directory) throws IOException {
    List<PodLogFile> logs = new ArrayList<>();
    for (FileStatus status : entries(directory)) {
      Optional<LogName> name = LogName.parse(status.name()).filter(_ -> status.isRegular());
      name.ifPresent(log ->
          logs.add(new PodLogFile(files, root, directory + "/" + status.name(), log, status)));
    }
    if (logs.size() > Limits.MAX_CONTAINER_LOGS) {
      throw new IOException("a container with " + logs.size() + " log files");
    }
    logs.sort(Comparator.comparing(PodLogFile::name, LogName.ORDER));
    for (int i = logs.size() - 1; i > 0; i--) {
      if (logs.get(i).name().isCopyOf(logs.get(i - 1).name())) {
        logs.remove(i); // Just compressed; the original is about to be deleted.
      }
    }
    return logs;
  }

  private List<FileStatus> entries(String directory) throws IOException {
    try {
      return settled(directory);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  /**
   * A file that is renamed while its directory is read may be seen under neither of its names, and
   * its text would be missing. So a directory that has just changed is looked at until it shows the
   * same twice.
   */
  private List<FileStatus> settled(String directory) throws IOException {
    Instant quiet = Instant.now().minus(Limits.DIRECTORY_QUIET);
    List<FileStatus> seen = root.list(directory);
    if (root.status(directory).modified().isBefore(quiet)) {
      return seen;
    }
    for (int i = 0; i < Limits.MAX_CONTAINER_LOOKS; i++) {
      List<FileStatus> next = root.list(directory);
      if (names(next).equals(names(seen))) {
        return next;
      }
      seen = next;
    }
    throw new IOException("the log files are renamed again and again");
  }

  private static List<String> names(List<FileStatus> entries) {
    return entries.stream().map(entry -> entry.name() + "/" + entry.inode()).toList();
  }
}
