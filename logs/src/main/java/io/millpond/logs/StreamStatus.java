package io.millpond.logs;

import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link FileStatus} from what Java tells of a file without following links. */
final class StreamStatus {
  /** The text of {@code UnixFileKey}: the device in hexadecimal, the inode in decimal. */
  private static final Pattern KEY = Pattern.compile("\\(dev=([0-9a-f]+),ino=(\\d+)\\)");

  private StreamStatus() {}

  static FileStatus of(PosixFileAttributes attributes, String name) {
    Matcher key = KEY.matcher(String.valueOf(attributes.fileKey()));
    boolean known = key.matches();
    Instant modified = attributes.lastModifiedTime().toInstant();
    return new FileStatus(
        name,
        kind(attributes),
        attributes.size(),
        FileStatus.time(modified.getEpochSecond(), modified.getNano()),
        mode(attributes),
        1,
        attributes.owner().getName(),
        attributes.group().getName(),
        known ? Long.parseUnsignedLong(key.group(1), 16) : 0,
        known ? Long.parseUnsignedLong(key.group(2)) : 0);
  }

  static FileStatus withSize(FileStatus status, long size) {
    return new FileStatus(
        status.name(),
        status.kind(),
        size,
        status.modified(),
        status.mode(),
        status.links(),
        status.owner(),
        status.group(),
        status.device(),
        status.inode(),
        status.created());
  }

  /** Java does not tell devices, pipes and sockets from each other. */
  static FileStatus.Kind kind(PosixFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return FileStatus.Kind.REGULAR;
    }
    if (attributes.isDirectory()) {
      return FileStatus.Kind.DIRECTORY;
    }
    return attributes.isSymbolicLink() ? FileStatus.Kind.SYMLINK : FileStatus.Kind.SOCKET;
  }

  private static int mode(PosixFileAttributes attributes) {
    String text = PosixFilePermissions.toString(attributes.permissions());
    int mode = 0;
    for (int i = 0; i < text.length(); i++) {
      mode = mode << 1 | (text.charAt(i) == '-' ? 0 : 1);
    }
    return mode;
  }
}
