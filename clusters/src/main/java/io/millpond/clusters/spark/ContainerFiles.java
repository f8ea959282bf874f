package io.millpond.clusters.spark;

import io.millpond.clusters.LocalFile;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.FileStatus;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The logs in the directory of an executor or driver. */
final class ContainerFiles {
  private final SharedFiles files;

  ContainerFiles(SharedFiles files) {
    this.files = files;
  }

  /** All of them, sorted by name. */
  List<StoredFile> list(Place place) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    for (FileStatus status : Directories.list(place)) {
      if (status.isRegular() && LogNames.isLog(status.name())) {
        found.add(local(place, status));
      }
    }
    return found;
  }

  /** {@code stdout} and {@code stderr}, without their rolled segments. */
  List<StoredFile> plain(Place place) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    for (String name : List.of("stdout", "stderr")) {
      find(place, name).ifPresent(found::add);
    }
    return found;
  }

  /** The one of that name. */
  Optional<StoredFile> find(Place place, String name) throws IOException {
    if (!LogNames.isLog(name) || name.indexOf('/') >= 0) {
      return Optional.empty();
    }
    return Directories.status(place.root(), place.path(name))
        .filter(FileStatus::isRegular)
        .map(status -> local(place, status));
  }

  private StoredFile local(Place place, FileStatus status) {
    String name = status.name();
    return new LocalFile(files, place.root(), place.path(name), name, status);
  }
}
