package io.millpond.clusters.yarn;

import io.millpond.clusters.StoredFile;
import io.millpond.clusters.Together;
import io.millpond.logs.Content;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A file that was uploaded in pieces, one after the other. */
final class JoinedFile implements StoredFile {
  private final List<Upload> pieces;

  JoinedFile(List<Upload> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  @Override
  public String name() {
    return pieces.getLast().name();
  }

  @Override
  public long length() {
    return pieces.stream().mapToLong(Upload::length).sum();
  }

  @Override
  public Instant lastModified() {
    return pieces.getLast().lastModified();
  }

  @Override
  public Content open() throws IOException {
    List<Content.Decoded> contents = new ArrayList<>();
    try {
      for (Upload piece : pieces) {
        contents.add(piece.decoded());
      }
      return new Joined(contents, length());
    } catch (IOException | RuntimeException | Error e) {
      Together.close(contents);
      throw e;
    }
  }

  private record Joined(List<Content.Decoded> contents, long length) implements Content.Decoded {
    @Override
    public InputStream from(long offset) {
      if (offset < 0 || offset > length) {
        throw new IllegalArgumentException("offset " + offset);
      }
      return new JoinedInput(contents, offset);
    }

    @Override
    public void close() throws IOException {
      Together.close(contents);
    }
  }

  /** The pieces one after the other, each begun when the one before has ended. */
  private static final class JoinedInput extends InputStream {
    private final List<Content.Decoded> contents;
    private InputStream current = InputStream.nullInputStream();
    private int next;
    private long skip;

    JoinedInput(List<Content.Decoded> contents, long skip) {
      this.contents = contents;
      this.skip = skip;
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
      while (true) {
        int count = current.read(target, offset, length);
        if (count >= 0 || next == contents.size()) {
          return count;
        }
        current.close();
        Content.Decoded content = contents.get(next++);
        long skipped = Math.min(skip, content.length());
        skip -= skipped;
        current = content.from(skipped);
      }
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }
}
