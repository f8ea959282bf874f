package io.millpond.clusters;

import io.millpond.logs.Content;
import io.millpond.logs.ContentText;
import io.millpond.logs.Swar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A segment of a log that was cut anywhere, as whole lines: without its first line, whose beginning
 * may be in the segment before it, and with the first line of the one behind it. Which of the two a
 * line that was not cut is told with makes no difference, so nobody has to look.
 */
final class WholeLines implements StoredFile {
  private final StoredFile segment;
  private final boolean isFirst;
  private final List<StoredFile> behind;

  private WholeLines(StoredFile segment, boolean isFirst, List<StoredFile> behind) {
    this.segment = segment;
    this.isFirst = isFirst;
    this.behind = List.copyOf(behind);
  }

  /**
   * One of several segments that are in order.
   *
   * @param index of it
   */
  static StoredFile of(List<StoredFile> segments, int index) {
    return segments.size() == 1
        ? segments.getFirst()
        : new WholeLines(
            segments.get(index), index == 0, segments.subList(index + 1, segments.size()));
  }

  @Override
  public String name() {
    return segment.name();
  }

  @Override
  public long length() {
    return segment.length();
  }

  /** That of the segment behind it, from which it has a line. */
  @Override
  public Instant lastModified() {
    Instant own = segment.lastModified();
    return behind.isEmpty() || behind.getFirst().lastModified().isBefore(own)
        ? own
        : behind.getFirst().lastModified();
  }

  @Override
  public Optional<Instant> created() {
    return segment.created();
  }

  @Override
  public Content open() throws IOException {
    return new Lines(text(segment));
  }

  private static ContentText text(StoredFile file) throws IOException {
    return ContentText.of(file.open(), file.name());
  }

  /** Opened here, so that it can be read although it is deleted; those behind it when it ends. */
  private final class Lines implements Content.Decoded {
    private final ContentText own;
    private long length = -1;

    Lines(ContentText own) {
      this.own = own;
    }

    @Override
    public long length() {
      if (length < 0) {
        try (InputStream all = from(0)) {
          length = all.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
          length = segment.length(); // Whoever reads it is told.
        }
      }
      return length;
    }

    @Override
    public InputStream from(long offset) throws IOException {
      Text text = new Text(own);
      text.skipNBytes(offset);
      return text;
    }

    @Override
    public void close() throws IOException {
      own.close();
    }
  }

  /** The lines from the beginning. */
  private final class Text extends InputStream {
    private final ContentText own;
    private long position;
    private boolean isInFirstLine = !isFirst;
    private int next;
    private Optional<ContentText> following = Optional.empty();
    private boolean isComplete;

    Text(ContentText own) {
      this.own = own;
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
      while (!isComplete) {
        int count =
            following.isEmpty() ? ownLines(target, offset, length) : rest(target, offset, length);
        if (count != 0) {
          return count;
        }
      }
      return -1;
    }

    /** Some of the segment's own lines; 0 where there may be more elsewhere. */
    private int ownLines(byte[] target, int offset, int length) throws IOException {
      int count = own.read(ByteBuffer.wrap(target, offset, length), position);
      if (count < 0) {
        // A segment within one line has nothing of its own: all of it is the line's before it.
        isComplete = isInFirstLine;
        return goOn();
      }
      position += count;
      if (!isInFirstLine) {
        return count;
      }
      int newline = Swar.indexOf(target, offset, offset + count, (byte) '\n');
      if (newline < 0) {
        return 0;
      }
      isInFirstLine = false;
      int left = offset + count - newline - 1;
      System.arraycopy(target, newline + 1, target, offset, left);
      return left;
    }

    /** Some of the first line of a segment behind this one. */
    private int rest(byte[] target, int offset, int length) throws IOException {
      int count = following.orElseThrow().read(ByteBuffer.wrap(target, offset, length), position);
      if (count < 0) {
        return goOn();
      }
      position += count;
      int newline = Swar.indexOf(target, offset, offset + count, (byte) '\n');
      isComplete = newline >= 0;
      return newline < 0 ? count : newline + 1 - offset;
    }

    private int goOn() throws IOException {
      close();
      position = 0;
      if (next == behind.size()) {
        isComplete = true;
      }
      if (!isComplete) {
        try {
          following = Optional.of(text(behind.get(next++)));
        } catch (NoSuchFileException gone) {
          isComplete = true; // Who reads that one is told.
        }
      }
      return 0;
    }

    @Override
    public void close() throws IOException {
      if (following.isPresent()) {
        following.get().close();
        following = Optional.empty();
      }
    }
  }
}
