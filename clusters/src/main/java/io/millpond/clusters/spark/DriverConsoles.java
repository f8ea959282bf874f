package io.millpond.clusters.spark;

import static java.util.stream.Collectors.toSet;

import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.LocalFile;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.StreamFile;
import io.millpond.logs.FileStatus;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What was kept of drivers that ran in their submitter's process: a directory {@code
 * <applicationId>} with its console, {@code stdout} and {@code stderr}, as whoever runs {@code
 * spark-submit} has redirected it; or the file {@code <applicationId>_driver.log} that Spark itself
 * keeps where {@code spark.driver.log.persistToDfs.enabled} is set and {@code
 * spark.driver.log.dfsDir} is the directory.
 *
 * <p>That file has the lines a console has on {@code stderr}. So where no console was kept it is
 * shown under that name, which is what clients ask for; beside one, under its own.
 */
final class DriverConsoles implements Closeable {
  private static final String SUFFIX = "_driver.log";
  private static final String STDERR = "stderr";

  private final Directories directories;
  private final ContainerFiles containers;
  private final SharedFiles files;

  /** Owns the directories from here on. */
  DriverConsoles(Directories directories, ContainerFiles containers, SharedFiles files) {
    this.directories = directories;
    this.containers = containers;
    this.files = files;
  }

  /**
   * The logs of the driver of an application, sorted by name; none where none were kept. Of several
   * files of one name that in the directory that was configured first counts.
   */
  List<StoredFile> files(String applicationId) throws IOException {
    Map<String, StoredFile> byName = new HashMap<>();
    for (Place place : directories.find(applicationId)) {
      containers.list(place).forEach(file -> byName.putIfAbsent(file.name(), file));
    }
    List<StoredFile> found = new ArrayList<>(byName.values());
    Optional<StoredFile> kept = kept(applicationId, found.stream().anyMatch(f -> isStderr(f)));
    kept.ifPresent(found::add);
    found.sort(Comparator.comparing(StoredFile::name));
    return List.copyOf(found);
  }

  /** The same, each byte once. */
  List<StreamFile> logs(String applicationId, Optional<Instant> start, BooleanSupplier cancelled)
      throws IOException {
    List<StreamFile> found = new ArrayList<>();
    for (Place place : directories.find(applicationId)) {
      Set<String> before = found.stream().map(one -> one.file().name()).collect(toSet());
      for (StreamFile part : containers.logs(place, start, cancelled)) {
        if (!before.contains(part.file().name())) {
          found.add(part.withNumber(count(part.stream(), found)));
        }
      }
    }
    boolean hasStderr = count(STDERR, found) > 0;
    kept(applicationId, hasStderr)
        .ifPresent(file -> found.add(new StreamFile(file.name(), 0, file, start)));
    return List.copyOf(found);
  }

  private static int count(String stream, List<StreamFile> parts) {
    return (int) parts.stream().filter(part -> part.stream().equals(stream)).count();
  }

  /** One of them. */
  Optional<StoredFile> file(String applicationId, String name) throws IOException {
    for (Place place : directories.find(applicationId)) {
      Optional<StoredFile> found = containers.find(place, name);
      if (found.isPresent()) {
        return found;
      }
    }
    boolean isKept = name.equals(STDERR) || name.equals(applicationId + SUFFIX);
    return isKept
        ? files(applicationId).stream().filter(file -> file.name().equals(name)).findFirst()
        : Optional.empty();
  }

  private Optional<StoredFile> kept(String applicationId, boolean hasStderr) throws IOException {
    String path = applicationId + SUFFIX;
    for (Place place : directories.places()) {
      Optional<FileStatus> status = Directories.status(place.root(), path);
      if (status.map(FileStatus::isRegular).orElse(false)) {
        String name = hasStderr ? path : STDERR;
        return Optional.of(new LocalFile(files, place.root(), path, name, status.get()));
      }
    }
    return Optional.empty();
  }

  private static boolean isStderr(StoredFile file) {
    return file.name().equals(STDERR);
  }

  /** Whether the driver of an application has left something here. */
  boolean has(String applicationId) throws IOException {
    return !directories.find(applicationId).isEmpty() || kept(applicationId, false).isPresent();
  }

  /** Ids in the usual form of applications whose drivers have left something here. */
  List<String> applicationIds() throws IOException {
    return directories.ids(DriverConsoles::applicationId);
  }

  private static String withoutSuffix(String name) {
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static Optional<String> applicationId(String name) {
    String id = name.endsWith(SUFFIX) ? withoutSuffix(name) : name;
    return Optional.of(id).filter(SparkIds::isApplication);
  }

  /**
   * Finds applications whose drivers have left something here. A directory of another name than the
   * usual form of an id may be anything.
   */
  void search(DirectorySearch search) throws IOException {
    directories.search(
        search,
        name ->
            name.endsWith(SUFFIX)
                ? Optional.of(withoutSuffix(name)).filter(SparkIds::mayBeApplication)
                : applicationId(name));
  }

  @Override
  public void close() throws IOException {
    directories.close();
  }
}
