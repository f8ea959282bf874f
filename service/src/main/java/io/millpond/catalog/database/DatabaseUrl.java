package io.millpond.catalog.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where a database is.
 *
 * @param jdbcUrl may hold a secret
 * @param directory of the embedded database; empty for one that is configured
 */
record DatabaseUrl(
    String jdbcUrl, Optional<String> user, Optional<String> password, Optional<Path> directory) {
  private static final String NAME = "millpond";

  /**
   * The embedded one. A commit is written when it returns, not up to half a second later, as is
   * H2's habit: a registration that was answered survives the end of the process, whatever it is.
   */
  static DatabaseUrl embedded(Path directory) {
    Path file = directory.toAbsolutePath().resolve(NAME);
    return new DatabaseUrl(
        "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0",
        Optional.empty(),
        Optional.empty(),
        Optional.of(directory));
  }

  boolean isH2() {
    return jdbcUrl.startsWith("jdbc:h2:");
  }

  /** Whether there may be something in it already. */
  boolean isThere() {
    return directory.isEmpty() || Files.exists(directory.get().resolve(NAME + ".mv.db"));
  }

  /** Makes the directory, for this user alone. */
  void prepare() throws IOException {
    if (directory.isEmpty()) {
      return;
    }
    if (directory.get().toString().indexOf(';') >= 0) {
      throw new IOException("a semicolon in the name of the data directory is not supported");
    }
    if (!Files.isDirectory(directory.get())) {
      Files.createDirectories(
          directory.get(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** For messages: without what may be secret. */
  @Override
  public String toString() {
    return directory
        .map(folder -> folder.resolve(NAME + ".mv.db").toString())
        .orElseGet(() -> jdbcUrl.split("[?;]", 2)[0].replaceFirst("//[^/@]*@", "//"));
  }
}
