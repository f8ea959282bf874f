package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A directory below which logs are read: the only class of Millpond that opens log files. Nothing
 * outside the directory is ever opened, whatever the path or the links below it say, and whoever
 * changes them meanwhile. Nothing but regular files is opened for reading, so no pipe can block and
 * no device is touched.
 *
 * <p>Paths are relative to the root, their components separated by {@code /}. A path that is
 * absolute, or has an empty, {@code .} or {@code ..} component or a NUL, leads outside the root by
 * definition. The empty path is the root itself, which can be listed. Names are UTF-8; a file whose
 * name is not cannot be named.
 *
 * <p>Links are followed beneath the root: relative ones, with {@code ..} as far as the root, and
 * absolute ones that begin with the path of the root or one of its aliases.
 */
public final class LogRoot implements Closeable {
  private final Door door;

  private LogRoot(Door door) {
    this.door = door;
  }

  /**
   * Opens the root. {@code aliases} are absolute prefixes that links may use for this directory.
   */
  public static LogRoot open(Path directory, Path... aliases) throws IOException {
    DoorKind kind = DoorKind.best();
    return open(kind, directory, aliases);
  }

  /**
   * Opens a root below which no link is followed: what lies there belongs to many, who can make
   * links, and a link leads to nothing but what is already their own. Every link below it is as if
   * it were not there. The path of the root itself may have links.
   */
  public static LogRoot openWithoutLinks(Path directory) throws IOException {
    return openWithoutLinks(DoorKind.best(), directory);
  }

  static LogRoot openWithoutLinks(DoorKind kind, Path directory) throws IOException {
    return new LogRoot(kind.open(directory.toRealPath(), LinkPrefixes.notFollowed()));
  }

  static LogRoot open(DoorKind kind, Path directory, Path... aliases) throws IOException {
    Path real = directory.toRealPath();
    List<Path> prefixes = new ArrayList<>(List.of(real, directory.toAbsolutePath().normalize()));
    for (Path alias : aliases) {
      if (!alias.isAbsolute()) {
        throw new IllegalArgumentException("an alias is absolute: " + alias);
      }
      prefixes.add(alias.normalize());
    }
    return new LogRoot(kind.open(real, new LinkPrefixes(prefixes)));
  }

  /**
   * Opens a regular file for reading.
   *
   * @param path relative to the root, components separated by {@code /}
   * @throws java.nio.file.NoSuchFileException where there is none, or its links lead nowhere or
   *     round in a circle
   * @throws NotRegularFileException where it is a directory, device, pipe or socket
   * @throws OutsideRootException where the path leads out of the root
   * @throws java.nio.file.AccessDeniedException where the process may not read it
   */
  public LogFile open(String path) throws IOException {
    return door.open(RelativePath.parse(path));
  }

  /** What the system says of the file at {@code path}, links followed. Throws as {@link #open}. */
  public FileStatus status(String path) throws IOException {
    return door.status(RelativePath.parse(path));
  }

  /**
   * The files in a directory, sorted by name in byte order; links that lead nowhere, round in a
   * circle, outside or where this process may not look are left out, and so are names that are not
   * UTF-8. Throws as {@link #open}, and {@link java.nio.file.NotDirectoryException}, and {@link
   * DirectoryTooLargeException} rather than a part of the files.
   */
  public List<FileStatus> list(String path) throws IOException {
    EntryCollector found = EntryCollector.all();
    door.list(RelativePath.parse(path), found);
    return sorted(found.entries());
  }

  /**
   * Some of the files in a directory that may have any number of them. Throws as {@link
   * #list(String)}, but {@link DirectoryTooLargeException} only beyond {@link
   * Limits#MAX_DIRECTORY_NAMES}.
   */
  public Listing list(String path, EntryChoice choice) throws IOException {
    EntryCollector found = EntryCollector.of(choice);
    door.list(RelativePath.parse(path), found);
    return new Listing(sorted(found.entries()), found.leftOut());
  }

  /**
   * Tells the names in a directory, in any order. Costs no look at what they name, so that any
   * number of them may be gone through. Throws as {@link #list(String, EntryChoice)}, and what the
   * sink throws. Names that are not UTF-8 are left out.
   */
  public void names(String path, NameSink sink) throws IOException {
    door.list(RelativePath.parse(path), EntryCollector.names(sink));
  }

  private static List<FileStatus> sorted(Collection<FileStatus> entries) {
    List<FileStatus> sorted = new ArrayList<>(entries);
    sorted.sort(LogRoot::compareNames);
    return sorted;
  }

  /** Byte order of UTF-8; that of chars differs from it beyond the surrogates. */
  static int compareNames(FileStatus left, FileStatus right) {
    String a = left.name();
    String b = right.name();
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      if (a.charAt(i) >= 0x80 || b.charAt(i) >= 0x80) {
        return Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
      }
      if (a.charAt(i) != b.charAt(i)) {
        return a.charAt(i) - b.charAt(i);
      }
    }
    return a.length() - b.length();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
