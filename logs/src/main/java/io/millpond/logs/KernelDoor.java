package io.millpond.logs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The door on Linux.
 *
 * <p>A path is resolved by one {@code openat2} with {@code RESOLVE_BENEATH}: the kernel itself
 * refuses to leave the root, so there is no moment between a check and a use. The descriptor it
 * returns is of the kind {@code O_PATH}: it names the file without opening it, so that a pipe does
 * not block and a device is not touched. Only when it is seen to be a regular file is that same
 * file opened for reading, through the link {@code /proc/self/fd/N}, which is the one magic link
 * that is ever followed, and which we made.
 *
 * <p>Where the kernel refuses because of an absolute link, or knows no {@code openat2} (before
 * 5.6), or a sandbox forbids it, a {@link LinkWalk} takes the same path by {@code openat} of one
 * component at a time with {@code O_PATH|O_NOFOLLOW}.
 *
 * <p>The {@code O_PATH} descriptor is kept as long as the file is open: it alone tells truncation
 * from replacement, and opens the file again when a reader's interrupt closed the channel under the
 * others. So an open log file costs two descriptors.
 */
final class KernelDoor implements Door {
  private static final int PATH_ONLY = Libc.O_PATH | Libc.O_CLOEXEC;
  private static final long BENEATH = Libc.RESOLVE_BENEATH | Libc.RESOLVE_NO_MAGICLINKS;

  private final Descriptor root;
  private final LinkPrefixes prefixes;
  private final boolean wholePaths;

  private KernelDoor(Descriptor root, LinkPrefixes prefixes, boolean wholePaths) {
    this.root = root;
    this.prefixes = prefixes;
    this.wholePaths = wholePaths;
  }

  /**
   * Opens the door.
   *
   * @param wholePaths whether to use openat2 where there is one
   */
  static KernelDoor open(Path directory, LinkPrefixes prefixes, boolean wholePaths)
      throws IOException {
    try (Libc.Scratch scratch = new Libc.Scratch()) {
      MemorySegment path = scratch.arena.allocateFrom(directory.toString());
      int fd =
          check(
              Libc.openat(scratch, Libc.AT_FDCWD, path, PATH_ONLY | Libc.O_DIRECTORY),
              directory.toString());
      return new KernelDoor(new Descriptor(fd), prefixes, wholePaths && hasOpenat2(scratch, fd));
    }
  }

  private static boolean hasOpenat2(Libc.Scratch scratch, int directory) {
    int fd = Libc.openat2(scratch, directory, scratch.arena.allocateFrom("."), PATH_ONLY, BENEATH);
    if (fd >= 0) {
      Libc.close(fd);
    }
    return fd >= 0;
  }

  @Override
  public LogFile open(RelativePath path) throws IOException {
    int base = root.acquire();
    try (Libc.Scratch scratch = new Libc.Scratch()) {
      Descriptor file = new Descriptor(resolve(scratch, base, path));
      try {
        FileStatus.Kind kind = inspect(scratch, file, path.name()).kind();
        if (kind != FileStatus.Kind.REGULAR) {
          throw new NotRegularFileException(path.text(), kind);
        }
        return LogFile.of(new Pin(file, path));
      } catch (IOException | RuntimeException | Error e) {
        file.close();
        throw e;
      }
    } finally {
      root.release();
    }
  }

  @Override
  public FileStatus status(RelativePath path) throws IOException {
    int base = root.acquire();
    try (Libc.Scratch scratch = new Libc.Scratch();
        Descriptor file = new Descriptor(resolve(scratch, base, path))) {
      return inspect(scratch, file, path.name());
    } finally {
      root.release();
    }
  }

  @Override
  public void list(RelativePath path, EntryCollector into) throws IOException {
    int base = root.acquire();
    try (Libc.Scratch scratch = new Libc.Scratch();
        Descriptor place = new Descriptor(resolve(scratch, base, path))) {
      if (!inspect(scratch, place, path.name()).isDirectory()) {
        throw new NotDirectoryException(path.text());
      }
      MemorySegment self = scratch.arena.allocateFrom(".");
      int flags = Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_CLOEXEC;
      int reader = check(Libc.openat(scratch, place.acquire(), self, flags), path.text());
      place.release();
      try (Descriptor directory = new Descriptor(reader)) {
        new DirectoryReader(scratch, directory, path, this::statusOfLink, into).read();
      }
    } finally {
      root.release();
    }
  }

  /** The status of what a link leads to. */
  private FileStatus statusOfLink(RelativePath path) throws IOException {
    return status(path);
  }

  @Override
  public void close() {
    root.close();
  }

  /** An O_PATH descriptor of the file at {@code path}. */
  private int resolve(Libc.Scratch scratch, int base, RelativePath path) throws IOException {
    if (wholePaths) {
      long how = prefixes.followed() ? BENEATH : BENEATH | Libc.RESOLVE_NO_SYMLINKS;
      MemorySegment text = scratch.arena.allocateFrom(path.isRoot() ? "." : path.text());
      for (int attempt = 0; attempt < Limits.MAX_RETRIES; attempt++) {
        int fd = Libc.openat2(scratch, base, text, PATH_ONLY, how);
        if (fd == -Errno.EXDEV) {
          break;
        }
        if (fd != -Errno.EINTR && fd != -Errno.EAGAIN) {
          return check(fd, path.text());
        }
      }
    }
    DescriptorSteps steps = new DescriptorSteps(scratch, path);
    try (LinkWalk<Integer> walk = new LinkWalk<>(steps, prefixes, base, path)) {
      String name = walk.walk();
      return steps.open(walk.directory(), name, Libc.O_PATH);
    }
  }

  private static FileStatus inspect(Libc.Scratch scratch, Descriptor file, String name)
      throws IOException {
    int fd = file.acquire();
    try {
      check(Libc.statx(scratch, fd, scratch.empty, Libc.AT_EMPTY_PATH), name);
      FileStatus status = StatxBuffer.status(scratch.statx, name);
      if (status.kind() == FileStatus.Kind.SYMLINK) {
        throw new NoSuchFileException(name, null, "became a link while it was opened");
      }
      return status;
    } finally {
      file.release();
    }
  }

  private static int check(int result, String path) throws IOException {
    if (result < 0) {
      throw Errno.toException(-result, path);
    }
    return result;
  }

  /** A regular file held by its O_PATH descriptor. */
  private record Pin(Descriptor file, RelativePath path) implements FilePin {
    @Override
    public FileStatus current() throws IOException {
      try (Libc.Scratch scratch = new Libc.Scratch()) {
        return inspect(scratch, file, path.name());
      }
    }

    @Override
    public FileChannel open() throws IOException {
      int fd = file.acquire();
      try {
        return FileChannel.open(Path.of("/proc/self/fd/" + fd), StandardOpenOption.READ);
      } catch (AccessDeniedException e) {
        throw new AccessDeniedException(path.text());
      } catch (FileSystemException e) {
        throw new FileSystemException(path.text(), null, e.getReason());
      } finally {
        file.release();
      }
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
