package io.millpond.logs;

import java.time.Instant;
import java.util.Optional;

/**
 * What the system says of a file.
 *
 * @param name the last component of the path it was found by
 * @param kind what it is, links followed
 * @param size in bytes
 * @param modified last modification, within the years 0 to 9999
 * @param mode the nine permission bits and set-id bits, as in {@code st_mode & 07777}
 * @param links number of hard links
 * @param owner user name, or the number where it has none
 * @param group group name, or the number where it has none
 * @param device number of the device that holds it
 * @param inode number of the file on its device
 * @param created when it was made, where the file system keeps that
 */
public record FileStatus(
    String name,
    Kind kind,
    long size,
    Instant modified,
    int mode,
    long links,
    String owner,
    String group,
    long device,
    long inode,
    Optional<Instant> created) {
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /**
   * A time of a file, which its owner can set to anything: one of a year that takes more than four
   * digits, which much is made for that knows no such years, is the first or the last there is.
   */
  static Instant time(long epochSecond, int nanos) {
    return Instant.ofEpochSecond(Math.clamp(epochSecond, FIRST, LAST), nanos);
  }

  /** A file of which it is not known when it was made. */
  public FileStatus(
      String name,
      Kind kind,
      long size,
      Instant modified,
      int mode,
      long links,
      String owner,
      String group,
      long device,
      long inode) {
    this(name, kind, size, modified, mode, links, owner, group, device, inode, Optional.empty());
  }

  /** The types of file Unix knows. */
  public enum Kind {
    REGULAR,
    DIRECTORY,
    SYMLINK,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    FIFO,
    SOCKET
  }

  public boolean isRegular() {
    return kind == Kind.REGULAR;
  }

  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  /**
   * Whether the two are of one file. The number of a file that was removed is soon that of another
   * one, so the time when it was made counts, too, where that is known of both.
   */
  public boolean isSameFile(FileStatus other) {
    return device == other.device
        && inode == other.inode
        && (created.isEmpty() || other.created.isEmpty() || created.equals(other.created));
  }
}
