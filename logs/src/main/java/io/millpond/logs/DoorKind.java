package io.millpond.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ways through, best first. */
enum DoorKind {
  /** Whole paths by openat2: Linux 5.6 and newer. */
  OPENAT2 {
    @Override
    Door open(Path directory, LinkPrefixes prefixes) throws IOException {
      return KernelDoor.open(directory, prefixes, true);
    }
  },
  /** One component at a time by openat: Linux where openat2 is missing or forbidden. */
  OPENAT {
    @Override
    Door open(Path directory, LinkPrefixes prefixes) throws IOException {
      return KernelDoor.open(directory, prefixes, false);
    }
  },
  /** One component at a time by what Java offers: other systems. */
  STREAM {
    @Override
    Door open(Path directory, LinkPrefixes prefixes) throws IOException {
      return StreamDoor.open(directory, prefixes);
    }
  };

  private static final DoorKind BEST = findBest();

  abstract Door open(Path directory, LinkPrefixes prefixes) throws IOException;

  /** The best this system offers; {@link #OPENAT2} finds out by itself whether it is there. */
  static DoorKind best() {
    return BEST;
  }

  /** Linux, calls to it allowed, and /proc there to open through. */
  private static DoorKind findBest() {
    if (!Libc.isSupported() || !Files.isDirectory(Path.of("/proc/self/fd"))) {
      return STREAM;
    }
    try (Libc.Scratch scratch = new Libc.Scratch()) {
      int result =
          Libc.statx(
              scratch, Libc.AT_FDCWD, scratch.arena.allocateFrom("/"), Libc.AT_SYMLINK_NOFOLLOW);
      return result == 0 ? OPENAT2 : STREAM;
    } catch (IllegalCallerException | ExceptionInInitializerError | NoClassDefFoundError e) {
      return STREAM;
    }
  }
}
