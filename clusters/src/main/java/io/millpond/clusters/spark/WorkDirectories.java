package io.millpond.clusters.spark;

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
      for (FileStatus status : Directories.list(place)) {
        if (status.isDirectory() && SparkIds.isExecutor(status.name())) {
          names.add(status.name());
        }
      }
    }
    return List.copyOf(names);
  }

  Optional<Place> executor(String applicationId, String executor) throws IOException {
    return directories.find(applicationId + "/" + executor).stream().findFirst();
  }

  Optional<Place> driver(String driverId) throws IOException {
    return directories.find(driverId).stream().findFirst();
  }

  /** Ids in the usual form of applications that have directories here. */
  List<String> applicationIds() throws IOException {
    return directories.names().stream().filter(SparkIds::isApplication).distinct().toList();
  }

  @Override
  public void close() throws IOException {
    directories.close();
  }
}
