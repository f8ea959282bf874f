package io.millpond.clusters.spark;

import io.millpond.clusters.Limits;
import io.millpond.clusters.LocalFile;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.StreamFile;
import io.millpond.logs.FileStatus;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The logs in the directory of an executor or driver. Where a worker has rolled a stream, its
 * segments are shown as the files they are, the stream's name is the whole of it in order, and the
 * file that is written to is shown as {@code stderr-active}, unless there is a file of that name.
 */
final class ContainerFiles {
  private static final List<String> STREAMS = List.of("stdout", "stderr");
  static final String ACTIVE = "-active";

  private final Reading reading;

  ContainerFiles(SharedFiles files) {
    this(Reading.with(files));
  }

  ContainerFiles(Reading reading) {
    this.reading = reading;
  }

  /** Whether a file of that name is what a container writes to. */
  static boolean isStream(String name) {
    return STREAMS.contains(name);
  }

  /** All of them, sorted by name. */
  List<StoredFile> list(Place place) throws IOException {
    try (DirectoryLook look = DirectoryLook.at(place, reading)) {
      List<StoredFile> found = new ArrayList<>();
      for (FileStatus status : look.entries()) {
        if (isShown(status) && !look.isRolled(status.name())) {
          found.add(file(place, status));
        }
      }
      for (String stream : look.rolledStreams()) {
        insert(found, whole(place, stream, look));
        active(place, stream, look).ifPresent(file -> insert(found, file));
      }
      return List.copyOf(found);
    }
  }

  /** Adds a file with a plain ASCII name, before which chars and bytes sort the same. */
  private static void insert(List<StoredFile> sorted, StoredFile file) {
    int at = 0;
    while (at < sorted.size() && sorted.get(at).name().compareTo(file.name()) < 0) {
      at++;
    }
    sorted.add(at, file);
  }

  /** The same as the segments they are, each byte once. */
  List<StreamFile> logs(Place place, Optional<Instant> start, BooleanSupplier cancelled)
      throws IOException {
    Patience patience = new Patience(Limits.ALL_COUNTING_WAIT, cancelled);
    try (DirectoryLook look = DirectoryLook.at(place, reading)) {
      return Segments.of(place, look, reading, status -> file(place, status), start, patience);
    }
  }

  /** The one of that name. */
  Optional<StoredFile> find(Place place, String name) throws IOException {
    if (!LogNames.isLog(name) || name.indexOf('/') >= 0) {
      return Optional.empty();
    }
    if (isStream(name)) {
      return stream(place, name);
    }
    Optional<FileStatus> status = Directories.status(place.root(), place.path(name));
    if (status.isPresent()) {
      return status.filter(FileStatus::isRegular).map(file -> file(place, file));
    }
    if (!name.endsWith(ACTIVE)) {
      return Optional.empty();
    }
    try (DirectoryLook look = DirectoryLook.at(place, reading)) {
      return active(place, name.substring(0, name.length() - ACTIVE.length()), look);
    }
  }

  private Optional<StoredFile> stream(Place place, String name) throws IOException {
    try (DirectoryLook look = DirectoryLook.at(place, reading)) {
      return look.isRolled(name)
          ? Optional.of(whole(place, name, look))
          : entry(look, name).map(status -> file(place, status));
    }
  }

  /** {@code stdout} and {@code stderr} as the files they are. */
  List<FileStatus> plain(Place place) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    for (String name : STREAMS) {
      Directories.status(place.root(), place.path(name)).ifPresent(found::add);
    }
    return found;
  }

  static boolean isShown(FileStatus status) {
    return status.isRegular() && LogNames.isLog(status.name());
  }

  private static Optional<FileStatus> entry(DirectoryLook look, String name) {
    return look.entries().stream()
        .filter(status -> status.name().equals(name) && status.isRegular())
        .findFirst();
  }

  private StoredFile file(Place place, FileStatus status) {
    String name = status.name();
    return isStream(name)
        ? new StreamLog(
            place, name, false, status.size(), status.modified(), status.created(), reading)
        : new LocalFile(reading.files(), place.root(), place.path(name), name, status);
  }

  private StoredFile whole(Place place, String stream, DirectoryLook look) throws IOException {
    RolledSet set = RolledSet.of(place, stream, look, reading.lengths());
    return new StreamLog(
        place, stream, true, set.length(), set.lastModified(), Optional.empty(), reading);
  }

  private Optional<StoredFile> active(Place place, String stream, DirectoryLook look) {
    String name = stream + ACTIVE;
    return entry(look, name).isPresent()
        ? Optional.empty()
        : look.active(stream)
            .map(file ->
                new LocalFile(
                    reading.files(), place.root(), place.path(stream), name, file.status()));
  }
}
