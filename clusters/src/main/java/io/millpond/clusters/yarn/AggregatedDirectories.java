package io.millpond.clusters.yarn;

import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.Limits;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the aggregated files of an application lie below one remote log directory: {@code
 * <user>/bucket-<suffix>/<last four digits>/<application>}, or in the older layout {@code
 * <user>/<suffix>/<application>}. Users and suffixes are not configured but looked for, and the
 * list of them is kept for a moment: a cluster has many, and they hardly ever change.
 */
final class AggregatedDirectories {
  private static final String BUCKET = "bucket-";

  private static final String ALL = "";

  /** In the root of a file system, and nobody's. */
  private static final String OF_THE_FILE_SYSTEM = "lost+found";

  private final LogRoot root;
  private final Recent<List<String>> suffixes = new Recent<>(Limits.AGGREGATED_LAYOUT_FRESH, 1);
  private final Recent<List<String>> applications =
      new Recent<>(Limits.AGGREGATED_LAYOUT_FRESH, Limits.MAX_RECENT_APPLICATIONS);

  AggregatedDirectories(LogRoot root) {
    this.root = root;
  }

  LogRoot root() {
    return root;
  }

  /**
   * The directories of an application, as a rule one or none.
   *
   * @param anew whether what was found a moment ago will not do
   */
  List<String> of(String applicationId, boolean anew) throws IOException {
    Optional<List<String>> known = anew ? Optional.empty() : applications.get(applicationId);
    if (known.isPresent()) {
      return known.get();
    }
    List<String> found = new ArrayList<>();
    for (String suffix : suffixes()) {
      String bucket = isBucketed(suffix) ? "/" + ContainerId.bucket(applicationId) : "";
      String path = suffix + bucket + "/" + applicationId;
      if (isDirectory(path)) {
        found.add(path);
      }
    }
    applications.put(applicationId, List.copyOf(found), 1);
    return found;
  }

  private static boolean isBucketed(String suffix) {
    return suffix.startsWith(BUCKET, suffix.indexOf('/') + 1);
  }

  /**
   * Finds the applications that have directories. A node adds its file to one when the logs in it
   * have been written, so what has not been changed since then holds nothing newer.
   */
  void search(DirectorySearch search) throws IOException {
    for (String suffix : suffixes(search)) {
      if (isBucketed(suffix)) {
        for (String bucket : names(search, suffix, ContainerId::isBucket, ContainerId.BUCKETS)) {
          applications(search, suffix + "/" + bucket);
        }
      } else {
        applications(search, suffix);
      }
    }
  }

  private List<String> suffixes(DirectorySearch search) throws IOException {
    List<String> paths = new ArrayList<>();
    int most = Limits.MAX_AGGREGATED_DIRECTORIES;
    for (String user : names(search, "", name -> !name.equals(OF_THE_FILE_SYSTEM), most)) {
      names(search, user, _ -> true, most - paths.size())
          .forEach(suffix -> paths.add(user + "/" + suffix));
    }
    return paths;
  }

  private List<String> names(
      DirectorySearch search, String path, Predicate<String> wanted, int most) throws IOException {
    List<String> names = new ArrayList<>();
    search.names(
        root,
        path,
        name -> {
          if (wanted.test(name) && names.size() < most) {
            names.add(name);
          } else if (wanted.test(name)) {
            search.cut();
          }
        });
    return names;
  }

  private void applications(DirectorySearch search, String path) throws IOException {
    search.names(
        root,
        path,
        name -> {
          if (ContainerId.isApplication(name) && search.wants(name)) {
            search.attempt(() -> {
              if (!root.status(path + "/" + name).modified().isBefore(search.since())) {
                search.add(name);
              }
            });
          }
        });
  }

  private boolean isDirectory(String path) throws IOException {
    try {
      return root.status(path).isDirectory();
    } catch (FileSystemException e) {
      return false; // Missing, or not for this process to see.
    }
  }

  private List<String> suffixes() throws IOException {
    Optional<List<String>> known = suffixes.get(ALL);
    if (known.isPresent()) {
      return known.get();
    }
    List<String> paths = new ArrayList<>();
    for (FileStatus user : directories("")) {
      for (FileStatus suffix : directories(user.name())) {
        if (paths.size() < Limits.MAX_AGGREGATED_DIRECTORIES) {
          paths.add(user.name() + "/" + suffix.name());
        }
      }
    }
    suffixes.put(ALL, List.copyOf(paths), 1);
    return paths;
  }

  /** None where they cannot be listed: one user's directory is no reason to miss all others. */
  private List<FileStatus> directories(String path) throws IOException {
    try {
      return root.list(path).stream().filter(FileStatus::isDirectory).toList();
    } catch (FileSystemException e) {
      return List.of();
    }
  }
}
