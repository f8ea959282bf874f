package io.millpond.logs.follow;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The file a watcher has left for the next one, kept open for a while to notice who still writes to
 * it. Those bytes are not delivered: a follower that had received them after lines of the new file
 * could say where it was in one of the two files only. So they are told as lost.
 */
final class OldFile {
  private final OpenFile file;
  private final long leftNanos;
  private long size;

  OldFile(OpenFile file, long size, long nowNanos) {
    this.file = file;
    this.size = size;
    this.leftNanos = nowNanos;
  }

  long leftNanos() {
    return leftNanos;
  }

  /** What was written since it was left, or since this was asked. */
  Optional<Loss> growth() throws IOException {
    long more = file.size() - size;
    if (more <= 0) {
      return Optional.empty();
    }
    size += more;
    return Optional.of(new Loss(OptionalLong.of(more), Loss.Cause.ROTATED));
  }

  void release() {
    file.release();
  }
}
