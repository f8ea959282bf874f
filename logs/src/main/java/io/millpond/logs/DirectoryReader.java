package io.millpond.logs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory with the status of each file in it: two system calls for many names, one for
 * each file, and no name copied before it is known to be wanted.
 */
final class DirectoryReader {
  /** Follows one link. */
  interface LinkStatus {
    FileStatus follow(RelativePath link) throws IOException;
  }

  private static final long BUFFER_BYTES = 64 << 10;

  // struct linux_dirent64: d_ino 8, d_off 8, d_reclen 2, d_type 1, d_name.
  private static final long RECORD_LENGTH = 16;
  private static final long NAME = 19;

  private final Libc.Scratch scratch;
  private final Descriptor directory;
  private final RelativePath path;
  private final LinkStatus links;
  private final EntryCollector into;

  /** {@code directory} is open for reading and at its beginning. */
  DirectoryReader(
      Libc.Scratch scratch,
      Descriptor directory,
      RelativePath path,
      LinkStatus links,
      EntryCollector into) {
    this.scratch = scratch;
    this.directory = directory;
    this.path = path;
    this.links = links;
    this.into = into;
  }

  void read() throws IOException {
    int fd = directory.acquire();
    try {
      MemorySegment buffer = scratch.arena.allocate(BUFFER_BYTES, 8);
      int length = fill(fd, buffer);
      while (length > 0) {
        for (long at = 0; at < length; ) {
          long size = Short.toUnsignedLong(buffer.get(JAVA_SHORT_UNALIGNED, at + RECORD_LENGTH));
          add(fd, buffer.asSlice(at + NAME, size - NAME));
          at += size;
        }
        length = fill(fd, buffer);
      }
    } finally {
      directory.release();
    }
  }

  private int fill(int fd, MemorySegment buffer) throws IOException {
    int length = Libc.getdents64(scratch, fd, buffer);
    if (length < 0) {
      throw Errno.toException(-length, path.text());
    }
    return length;
  }

  private void add(int fd, MemorySegment entry) throws IOException {
    String name = name(entry);
    if (name == null || name.equals(".") || name.equals("..") || !into.wants(name, path)) {
      return;
    }
    int result = Libc.statx(scratch, fd, entry, Libc.AT_SYMLINK_NOFOLLOW);
    if (result == -Errno.ENOENT) {
      return;
    }
    if (result < 0) {
      throw Errno.toException(-result, path.text());
    }
    if (StatxBuffer.kind(scratch.statx) != FileStatus.Kind.SYMLINK) {
      into.add(StatxBuffer.status(scratch.statx, name));
      return;
    }
    try {
      into.add(links.follow(path.child(name)));
    } catch (NoSuchFileException | OutsideRootException | AccessDeniedException e) {
      // A link that leads to nothing this process may show is as if it were not there.
    }
  }

  /** Null where it is no UTF-8: such a file cannot be named by a request, so it is not shown. */
  private static @Nullable String name(MemorySegment entry) {
    int length = 0;
    boolean ascii = true;
    byte b;
    while ((b = entry.get(JAVA_BYTE, length)) != 0) {
      ascii &= b > 0;
      length++;
    }
    byte[] bytes = entry.asSlice(0, length).toArray(JAVA_BYTE);
    if (ascii) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
