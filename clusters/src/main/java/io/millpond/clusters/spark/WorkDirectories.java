package io.millpond.clusters.spark;

import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.Limits;
import io.millpond.logs.EntryChoice;
import io.millpond.logs.FileStatus;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The work directories of workers: {@code <dir>/<applicationId>/<executor>} for executors, {@code
 * <dir>/<driverId>} for drivers in cluster mode. Ids of applications and drivers are a master's,
 * and an executor runs on one worker, so at most one directory has what is looked for; of several,
 * as copies might be, the first that was configured is taken.
 */
final class WorkDirectories implements Closeable {
  private static final EntryChoice EXECUTORS =
      EntryChoice.newest(SparkIds::isExecutor, Limits.MAX_EXECUTOR_DIRECTORIES);

  private final Directories directories;

  /** Owns the directories from here on. */
  WorkDirectories(Directories directories) {
    this.directories = directories;
  }

  /** Whether an application has a directory here. */
  boolean has(String applicationId) throws IOException {
    return !directories.find(applicationId).isEmpty();
  }

  /** The executors of an application that have directories here. */
  List<String> executors(String applicationId) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Place place : directories.find(applicationId)) {
      for (FileStatus status : directories.list(place, EXECUTORS)) {
        if (status.isDirectory()) {
          names.add(status.name());
        }
      }
    }
    return List.copyOf(names);
  }

  Optional<Place> executor(String applicationId, String executor) throws IOException {
    return directories.find(applicationId + "/" + executor).stream().findFirst();
  }

  /** Who owns a driver's directory; empty where there is none here. */
  Optional<String> driverOwner(String driverId) throws IOException {
    Optional<Place> place = driver(driverId);
    return place.isEmpty()
        ? Optional.empty()
        : Directories.status(place.get().root(), place.get().path()).map(FileStatus::owner);
  }

  Optional<Place> driver(String driverId) throws IOException {
    return directories.find(driverId).stream().findFirst();
  }

  /** Ids in the usual form of applications that have directories here. */
  List<String> applicationIds() throws IOException {
    return directories.ids(name -> Optional.of(name).filter(SparkIds::isApplication));
  }

  /** Finds applications that may have directories here, whatever form their ids have. */
  void search(DirectorySearch search) throws IOException {
    directories.search(search, name -> Optional.of(name).filter(SparkIds::mayBeApplication));
  }

  @Override
  public void close() throws IOException {
    directories.close();
  }
}
