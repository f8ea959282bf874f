package io.millpond.logs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Steps of a {@link LinkWalk} by system calls relative to descriptors. */
final class DescriptorSteps implements LinkWalk.Steps<Integer> {
  private final Libc.Scratch scratch;
  private final RelativePath path;

  /** {@code path} is the one errors tell of. */
  DescriptorSteps(Libc.Scratch scratch, RelativePath path) {
    this.scratch = scratch;
    this.path = path;
  }

  @Override
  public FileStatus.Kind kind(Integer directory, String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(name);
      check(Libc.statx(scratch, directory, text, Libc.AT_SYMLINK_NOFOLLOW));
      return StatxBuffer.kind(scratch.statx);
    }
  }

  @Override
  public Integer descend(Integer directory, String name) throws IOException {
    return open(directory, name, Libc.O_PATH | Libc.O_DIRECTORY);
  }

  /** Opens a name, itself even where it is a link. */
  int open(int directory, String name, int flags) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(name);
      int fd = -Errno.EINTR;
      for (int i = 0; fd == -Errno.EINTR && i < Limits.MAX_RETRIES; i++) {
        fd = Libc.openat(scratch, directory, text, flags | Libc.O_NOFOLLOW | Libc.O_CLOEXEC);
      }
      return check(fd);
    }
  }

  @Override
  public String readLink(Integer directory, List<String> trail, String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(Limits.MAX_PATH_BYTES);
      int length = check(Libc.readlinkat(scratch, directory, arena.allocateFrom(name), target));
      if (length == Limits.MAX_PATH_BYTES) {
        throw new NoSuchFileException(path.text(), null, "has too long a link");
      }
      ByteBuffer bytes = ByteBuffer.wrap(target.asSlice(0, length).toArray(JAVA_BYTE));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new NoSuchFileException(path.text(), null, "has a link that is not UTF-8");
    }
  }

  @Override
  public void close(Integer directory) {
    Libc.close(directory);
  }

  private int check(int result) throws IOException {
    if (result < 0) {
      throw Errno.toException(-result, path.text());
    }
    return result;
  }
}
