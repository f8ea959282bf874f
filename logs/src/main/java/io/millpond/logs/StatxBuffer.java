package io.millpond.logs;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Optional;

/** Reads {@code struct statx}, which is laid out the same on every machine (linux/stat.h). */
final class StatxBuffer {
  static final long BYTES = 256;

  /** STATX_BTIME, asked for and told of in {@code stx_mask}. */
  static final int HAS_CREATED = 0x800;

  private static final long MASK = 0;
  private static final long NLINK = 16;
  private static final long UID = 20;
  private static final long GID = 24;
  private static final long MODE = 28;
  private static final long INODE = 32;
  private static final long SIZE = 40;
  private static final long CREATED_SECONDS = 80;
  private static final long CREATED_NANOS = 88;
  private static final long MODIFIED_SECONDS = 112;
  private static final long MODIFIED_NANOS = 120;
  private static final long DEVICE_MAJOR = 136;
  private static final long DEVICE_MINOR = 140;

  private StatxBuffer() {}

  static FileStatus.Kind kind(MemorySegment statx) {
    return switch (statx.get(JAVA_SHORT, MODE) & 0xf000) {
      case 0x1000 -> FileStatus.Kind.FIFO;
      case 0x2000 -> FileStatus.Kind.CHARACTER_DEVICE;
      case 0x4000 -> FileStatus.Kind.DIRECTORY;
      case 0x6000 -> FileStatus.Kind.BLOCK_DEVICE;
      case 0x8000 -> FileStatus.Kind.REGULAR;
      case 0xa000 -> FileStatus.Kind.SYMLINK;
      default -> FileStatus.Kind.SOCKET;
    };
  }

  static FileStatus status(MemorySegment statx, String name) {
    return new FileStatus(
        name,
        kind(statx),
        statx.get(JAVA_LONG, SIZE),
        FileStatus.time(
            statx.get(JAVA_LONG, MODIFIED_SECONDS), statx.get(JAVA_INT, MODIFIED_NANOS)),
        statx.get(JAVA_SHORT, MODE) & 07777,
        Integer.toUnsignedLong(statx.get(JAVA_INT, NLINK)),
        Accounts.user(statx.get(JAVA_INT, UID)),
        Accounts.group(statx.get(JAVA_INT, GID)),
        device(statx.get(JAVA_INT, DEVICE_MAJOR), statx.get(JAVA_INT, DEVICE_MINOR)),
        statx.get(JAVA_LONG, INODE),
        created(statx));
  }

  /** A file system that does not keep it leaves the bit out. */
  private static Optional<Instant> created(MemorySegment statx) {
    return (statx.get(JAVA_INT, MASK) & HAS_CREATED) == 0
        ? Optional.empty()
        : Optional.of(
            FileStatus.time(
                statx.get(JAVA_LONG, CREATED_SECONDS), statx.get(JAVA_INT, CREATED_NANOS)));
  }

  /** As {@code makedev} packs the two, so that the number is the {@code st_dev} others show. */
  private static long device(int major, int minor) {
    long high = Integer.toUnsignedLong(major);
    long low = Integer.toUnsignedLong(minor);
    return ((high & 0xfffff000L) << 32)
        | ((high & 0xfffL) << 8)
        | ((low & 0xffffff00L) << 12)
        | (low & 0xffL);
  }
}
