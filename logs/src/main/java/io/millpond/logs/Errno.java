package io.millpond.logs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Linux error numbers (the same on x86_64 and aarch64), and what they mean to a caller. */
final class Errno {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EXDEV = 18;
  static final int ENOTDIR = 20;
  static final int ENFILE = 23;
  static final int EMFILE = 24;
  static final int ENAMETOOLONG = 36;
  static final int ENOSYS = 38;
  static final int ELOOP = 40;

  private Errno() {}

  /**
   * The exception for a failed call. A circle of links is a {@link NoSuchFileException} too: to who
   * asks for a log, a link that leads nowhere and one that leads round in a circle are the same.
   */
  static IOException toException(int errno, String path) {
    return switch (errno) {
      case ENOENT, ENOTDIR -> new NoSuchFileException(path);
      case ENAMETOOLONG -> new NoSuchFileException(path, null, "has too long a name");
      case ELOOP -> new NoSuchFileException(path, null, "is a circle of links");
      case EACCES, EPERM -> new AccessDeniedException(path);
      case EXDEV -> new OutsideRootException(path);
      case EMFILE ->
          new FileSystemException(path, null, "this process has too many files open (EMFILE)");
      case ENFILE ->
          new FileSystemException(path, null, "the system has too many files open (ENFILE)");
      case EAGAIN, EINTR -> new FileSystemException(path, null, "keeps being disturbed");
      default -> new FileSystemException(path, null, "errno " + errno);
    };
  }
}
