package io.millpond.clusters.yarn;

import io.millpond.logs.LogRoot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Log roots, opened and closed together. */
final class Roots {
  private Roots() {}

  /** In those directories whoever runs applications can make links: none is followed. */
  static List<LogRoot> open(List<Path> directories) throws IOException {
    List<LogRoot> roots = new ArrayList<>();
    try {
      for (Path directory : directories) {
        roots.add(LogRoot.openWithoutLinks(directory));
      }
      return roots;
    } catch (IOException | RuntimeException | Error e) {
      close(roots);
      throw e;
    }
  }

  /** Closes all of them, whatever one of them throws. */
  static void close(List<? extends Closeable> all) throws IOException {
    IOException first = null;
    for (Closeable one : all) {
      try {
        one.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
