package io.millpond.clusters.yarn;

import io.millpond.clusters.yarn.ParkedDecoders.Decoder;
import io.millpond.logs.Content;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.FileStatus;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A file inside an aggregated file that has to be decoded. Memory does not depend on its size. A
 * decoder that was left before the end is handed on to the next reader.
 */
final class DecodedFile implements Content.Decoded {
  private final ParkedDecoders parked;
  private final String path;
  private final Extent extent;
  private final long length;
  private final ParkedDecoders.Key key;
  private SharedFiles.Lease file;
  private Optional<Decoder> left = Optional.empty();
  private boolean closed;

  /**
   * @param file the aggregated file; owned from here on
   * @param path of it, for errors
   */
  DecodedFile(
      ParkedDecoders parked, SharedFiles.Lease file, String path, Extent extent, long length) {
    FileStatus status = file.status();
    this.parked = parked;
    this.file = file;
    this.path = path;
    this.extent = extent;
    this.length = length;
    this.key = new ParkedDecoders.Key(status.device(), status.inode(), extent);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream from(long offset) throws IOException {
    if (offset < 0 || offset > length) {
      throw new IllegalArgumentException("offset " + offset);
    }
    if (offset == length) {
      return InputStream.nullInputStream();
    }
    Exact exact = begin(offset);
    try {
      exact.skipTo(offset);
      return exact;
    } catch (IOException | RuntimeException | Error e) {
      exact.close();
      throw e;
    }
  }

  private Exact begin(long offset) throws IOException {
    if (left.isPresent() && left.get().position() > offset) {
      left.get().stream().close();
      left = Optional.empty();
    }
    Optional<Decoder> decoder = left;
    left = Optional.empty();
    if (decoder.isEmpty()) {
      decoder = parked.take(key, offset);
      if (decoder.isPresent()) {
        file.close();
        file = decoder.get().file();
      }
    }
    return decoder.isPresent()
        ? new Exact(decoder.get().stream(), decoder.get().position())
        : new Exact(extent.begin(file, path), 0);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (left.isPresent()) {
      parked.park(key, left.get());
      left = Optional.empty();
    } else {
      file.close();
    }
  }

  /** Gives the promised length, or says what is missing. */
  private final class Exact extends InputStream {
    private final InputStream in;
    private long position;
    private boolean failed;
    private boolean done;

    Exact(InputStream in, long position) {
      this.in = in;
      this.position = position;
    }

    void skipTo(long offset) throws IOException {
      long wanted = offset - position;
      failed = true;
      try {
        position += in.skip(wanted);
      } catch (DamagedFileException e) {
        throw damaged(String.valueOf(e.getReason()));
      }
      if (position < offset) {
        throw damaged("ends before its time");
      }
      failed = false;
    }

    private DamagedFileException damaged(String reason) {
      return new DamagedFileException(path, position, reason);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      if (position == length) {
        return -1;
      }
      int got;
      failed = true;
      try {
        got = in.read(target, offset, (int) Math.min(count, length - position));
      } catch (DamagedFileException e) {
        throw damaged(String.valueOf(e.getReason()));
      }
      if (got < 0) {
        throw damaged("ends before its time");
      }
      failed = false;
      position += got;
      return got;
    }

    @Override
    public void close() throws IOException {
      if (done) {
        return;
      }
      done = true;
      if (closed || failed || position == 0 || position == length) {
        in.close();
      } else {
        left = Optional.of(new Decoder(file, in, position));
      }
    }
  }
}
