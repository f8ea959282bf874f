package io.millpond.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/**
 * A file that is named like a journal, as a directory showed it.
 *
 * @param path where it is
 * @param identity its device and inode
 * @param size in bytes
 * @param modifiedMillis when it was last written
 * @param settling changes with every look while the file is young: a file that is just being made
 *     is to be tried again, though journald writes through a map and moves neither size nor time
 */
record FoundFile(Path path, Object identity, long size, long modifiedMillis, long settling) {
  private static final Duration YOUNG = Duration.ofSeconds(10);

  static FoundFile of(Path path, BasicFileAttributes attributes) {
    long modified = attributes.lastModifiedTime().toMillis();
    boolean young = Instant.now().toEpochMilli() - modified < YOUNG.toMillis();
    return new FoundFile(
        path,
        identity(path, attributes),
        attributes.size(),
        modified,
        young ? System.nanoTime() : 0);
  }

  /** Whether the path names this file, and no other that has taken its place. */
  boolean isStillThere() {
    try {
      return identity.equals(identity(path, Files.readAttributes(path, BasicFileAttributes.class)));
    } catch (IOException gone) {
      return false;
    }
  }

  private static Object identity(Path path, BasicFileAttributes attributes) {
    return attributes.fileKey() == null ? path : attributes.fileKey();
  }

  String name() {
    return String.valueOf(path.getFileName());
  }
}
