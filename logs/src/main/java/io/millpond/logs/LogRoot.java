package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A directory below which logs are read: the only class of Millpond that opens log files. Nothing
 * outside the directory is ever opened, whatever the path or the links below it say.
 */
public final class LogRoot implements Closeable {
  private final Path directory;

  private LogRoot(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the root. {@code aliases} are absolute prefixes that links may use for this directory.
   */
  public static LogRoot open(Path directory, Path... aliases) throws IOException {
    return new LogRoot(directory.toRealPath());
  }

  /**
   * Opens a regular file for reading.
   *
   * @param path relative to the root, components separated by {@code /}
   * @throws java.nio.file.NoSuchFileException where there is none
   * @throws NotRegularFileException where it is a directory, device, pipe or socket
   * @throws OutsideRootException where the path leads out of the root
   * @throws java.nio.file.AccessDeniedException where the process may not read it
   */
  public LogFile open(String path) throws IOException {
    FileStatus status = status(path);
    if (!status.isRegular()) {
      throw new NotRegularFileException(path, status.kind());
    }
    return new LogFile(FileChannel.open(beneath(path)), status);
  }

  /** What the system says of the file at {@code path}, links followed. Throws as {@link #open}. */
  public FileStatus status(String path) throws IOException {
    Path file = beneath(path);
    PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
    return new FileStatus(
        file.getFileName().toString(),
        attributes.isDirectory() ? FileStatus.Kind.DIRECTORY : FileStatus.Kind.REGULAR,
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        ((Number) Files.getAttribute(file, "unix:mode")).intValue() & 07777,
        ((Number) Files.getAttribute(file, "unix:nlink")).longValue(),
        attributes.owner().getName(),
        attributes.group().getName(),
        ((Number) Files.getAttribute(file, "unix:dev")).longValue(),
        ((Number) Files.getAttribute(file, "unix:ino")).longValue());
  }

  /**
   * The files in a directory, sorted by name in byte order; links that lead nowhere, round in a
   * circle or outside are left out. Throws as {@link #open}, and {@link
   * java.nio.file.NotDirectoryException}.
   */
  public List<FileStatus> list(String path) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(beneath(path))) {
      for (Path entry : entries) {
        found.add(status(path + "/" + entry.getFileName()));
      }
    }
    found.sort(Comparator.comparing(FileStatus::name));
    return found;
  }

  private Path beneath(String path) throws IOException {
    Path file = directory.resolve(path).toRealPath();
    if (!file.startsWith(directory)) {
      throw new OutsideRootException(path);
    }
    return file;
  }

  @Override
  public void close() {}
}
