package io.millpond.logs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files of one log, one behind the other, read as one text: rolled segments, compressed or not, and
 * the file that is written to.
 *
 * <p>There may be thousands of segments, so each is opened when a reader comes to it and closed
 * when the reader has passed it. By then it may have been deleted, compressed, or replaced by
 * another of its name. So what is opened must be the file that was listed: the same device, inode,
 * size and time of modification. Otherwise, and where a file changes while it is read, the reader
 * gets an {@link IOException}, never a byte of another file. The last file is different: it grows,
 * and is renamed or compressed sooner or later, so it is held open from the beginning, and ends
 * where it ended then.
 *
 * <p>Reading from the middle opens nothing before it.
 */
public final class ChainedContent implements Content.Decoded {
  /**
   * A file that grows no more.
   *
   * @param path below the root
   * @param file as it was when it was listed
   * @param length in bytes of text
   * @param whole false where it is damaged: who reads to its end is told then
   */
  public record Segment(String path, FileStatus file, long length, boolean whole) {}

  private final LogRoot root;
  private final List<Segment> segments;
  private final Optional<LogFile> last;

  /** Where each segment ends; the last element is where all of them do. */
  private final long[] ends;

  /**
   * Owns {@code last} from here on.
   *
   * @param segments in order
   * @param last the file that is written to, where there is one
   */
  public ChainedContent(LogRoot root, List<Segment> segments, Optional<LogFile> last) {
    this.root = root;
    this.segments = List.copyOf(segments);
    this.last = last;
    this.ends = new long[segments.size()];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end = Math.addExact(end, segments.get(i).length());
      ends[i] = end;
    }
  }

  private long start(int segment) {
    return segment == 0 ? 0 : ends[segment - 1];
  }

  @Override
  public long length() {
    return start(ends.length) + last.map(LogFile::size).orElse(0L);
  }

  @Override
  public InputStream from(long offset) throws IOException {
    Objects.checkFromToIndex(offset, length(), Long.MAX_VALUE);
    int first = 0;
    while (first < ends.length && ends[first] <= offset && isPassed(first, offset)) {
      first++;
    }
    long position = offset - start(first);
    long passed = first < ends.length ? 0 : position;
    Text text = new Text(first, position, last.isPresent() ? watch(last.get(), passed) : null);
    try {
      text.openSegment();
      return text;
    } catch (IOException | RuntimeException | Error e) {
      text.close();
      throw e;
    }
  }

  private static CutWatch watch(LogFile file, long from) throws IOException {
    return new CutWatch(file, from, file.size());
  }

  /** Who begins at the beginning is told of damage there; who goes on behind it was. */
  private boolean isPassed(int segment, long offset) {
    return offset > 0 || segments.get(segment).whole();
  }

  @Override
  public void close() throws IOException {
    if (last.isPresent()) {
      last.get().close();
    }
  }

  /** The file of a segment, if it is still the one that was listed. */
  private static void check(Segment segment, FileStatus now) throws IOException {
    FileStatus then = segment.file();
    boolean same =
        now.device() == then.device()
            && now.inode() == then.inode()
            && now.size() == then.size()
            && now.modified().equals(then.modified());
    if (!same) {
      throw new FileSystemException(segment.path(), null, "is no longer what it was");
    }
  }

  private static LogFile file(ByteSource source) {
    return source instanceof DecompressedSource text ? text.file() : (LogFile) source;
  }

  /** Everything from a place on. */
  private final class Text extends InputStream {
    private int segment;
    private long position;
    private final @Nullable CutWatch watch;
    private @Nullable ByteSource source;
    private long unwatched;

    /**
     * @param position in the segment, or in the last file behind all segments
     * @param watch over the last file
     */
    Text(int segment, long position, @Nullable CutWatch watch) {
      this.segment = segment;
      this.position = position;
      this.watch = watch;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (segment < segments.size()) {
        long left = segments.get(segment).length() - position;
        if (left > 0) {
          return read(openSegment(), ByteBuffer.wrap(target, offset, (int) Math.min(length, left)));
        }
        leaveSegment();
      }
      return readLast(ByteBuffer.wrap(target, offset, length));
    }

    /** What is given last is looked at before: the file is still written to. */
    private int readLast(ByteBuffer target) throws IOException {
      long left = last.map(LogFile::size).orElse(0L) - position;
      if (left <= 0 || watch == null) {
        return -1;
      }
      target.limit(target.position() + (int) Math.min(target.remaining(), left));
      int count = read(last.orElseThrow(), target);
      unwatched += count;
      if (count == left || unwatched >= Limits.LOOK_BYTES) {
        watch.look(position);
        unwatched = 0;
      }
      return count;
    }

    private int read(ByteSource from, ByteBuffer target) throws IOException {
      int count = from.read(target, position);
      if (count < 0) {
        throw new EOFException("a file of this log has become shorter");
      }
      position += count;
      return count;
    }

    /** What the reader stands in. */
    ByteSource openSegment() throws IOException {
      ByteSource open = source;
      if (open == null && segment < segments.size()) {
        Segment next = segments.get(segment);
        open = TextSource.open(root, next.path());
        source = open;
        check(next, file(open).status());
      }
      return open == null ? NOTHING : open;
    }

    /** A file that was written to while it was read has perhaps been read wrongly. */
    private void leaveSegment() throws IOException {
      Segment done = segments.get(segment);
      if (!done.whole()) {
        throw new DamagedFileException(done.path(), done.length(), "is damaged");
      }
      ByteSource open = source;
      if (open != null) {
        boolean more = open.read(ByteBuffer.allocate(1), done.length()) >= 0;
        if (more) {
          throw new FileSystemException(done.path(), null, "has grown");
        }
        check(done, file(open).current());
      }
      close();
      segment++;
      position = 0;
    }

    @Override
    public void close() throws IOException {
      ByteSource open = source;
      source = null;
      if (open != null) {
        open.close();
      }
    }
  }

  private static final ByteSource NOTHING =
      new ByteSource() {
        @Override
        public long size() {
          return 0;
        }

        @Override
        public int read(ByteBuffer target, long position) {
          return -1;
        }

        @Override
        public void close() {}
      };
}
