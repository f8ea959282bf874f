package io.millpond.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
  private static final String NAME_WHILE_MADE = "millpond.new";
  private static final String NAME_OF_COPY = "millpond.copy";
  private static final String SUFFIX = ".mv.db";

  /**
   * The embedded one. A commit is written when it returns, not up to half a second later, as is
   * H2's habit: what was answered survives the end of the process, whatever it is. And nothing in
   * the file is overwritten: with several writers a kill now and then left the newest state
   * unfindable, and H2 went back to an older one without a word. The file is some 20 KB longer for
   * each change.
   */
  static DatabaseUrl embedded(Path directory) {
    return embedded(directory, NAME);
  }

  private static DatabaseUrl embedded(Path directory, String name) {
    Path file = directory.toAbsolutePath().resolve(name);
    return new DatabaseUrl(
        "jdbc:h2:file:"
            + file
            + ";WRITE_DELAY=0;REUSE_SPACE=FALSE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0",
        Optional.empty(),
        Optional.empty(),
        Optional.of(directory));
  }

  /**
   * Where the embedded database is made, to be moved to its place when it has its tables. So a file
   * at its place without them has lost them: H2 takes one that was cut short for a new one.
   */
  DatabaseUrl beingMade() {
    return embedded(directory.orElseThrow(), NAME_WHILE_MADE);
  }

  /** A copy of the embedded database, which takes its place when it is better. */
  DatabaseUrl copy() {
    return embedded(directory.orElseThrow(), NAME_OF_COPY);
  }

  /** The file of an embedded database, which is not open. */
  Path file() {
    String path = jdbcUrl.substring("jdbc:h2:file:".length(), jdbcUrl.indexOf(';'));
    return Path.of(path + SUFFIX);
  }

  /** Moves an embedded database to the place of another, over what is there. */
  void moveTo(DatabaseUrl other) throws IOException {
    try (FileChannel made = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      made.force(true);
    }
    Files.move(file(), other.file(), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(directory.orElseThrow())) {
      folder.force(true);
    }
  }

  boolean isH2() {
    return jdbcUrl.startsWith("jdbc:h2:");
  }

  /** Whether there may be something in it already. */
  boolean isThere() {
    return directory.isEmpty() || Files.exists(file());
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
        .map(folder -> folder.resolve(NAME + SUFFIX).toString())
        .orElseGet(() -> jdbcUrl.split("[?;]", 2)[0].replaceFirst("//[^/@]*@", "//"));
  }
}
