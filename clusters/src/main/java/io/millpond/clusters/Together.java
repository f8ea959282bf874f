package io.millpond.clusters;

import io.millpond.logs.LogRoot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is opened and closed together. */
public final class Together {
  private Together() {}

  /**
   * Opens directories below which whoever runs applications can make links: none is followed.
   *
   * @throws IOException where one of them cannot be opened; none is left open then
   */
  public static List<LogRoot> open(List<Path> directories) throws IOException {
    List<LogRoot> roots = new ArrayList<>();
    try {
      for (Path directory : directories) {
        roots.add(LogRoot.openWithoutLinks(directory));
      }
      return List.copyOf(roots);
    } catch (IOException | RuntimeException | Error e) {
      try {
        close(roots);
      } catch (IOException failure) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  /**
   * Closes all of them, whatever one of them throws.
   *
   * @throws IOException the first failure, with the others suppressed in it; a {@link
   *     RuntimeException} is thrown as it is
   */
  public static void close(Iterable<? extends Closeable> all) throws IOException {
    Exception first = null;
    for (Closeable one : all) {
      try {
        one.close();
      } catch (IOException | RuntimeException failure) {
        first = withSuppressed(first, failure);
      }
    }
    switch (first) {
      case IOException failure -> throw failure;
      case RuntimeException failure -> throw failure;
      case null, default -> {
        // All are closed.
      }
    }
  }

  private static Exception withSuppressed(@Nullable Exception first, Exception next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }
}
