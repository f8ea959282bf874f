package io.millpond.clusters.yarn;

import io.millpond.logs.Content;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InputStream;

/** A file inside an aggregated file that has to be decoded. Memory does not depend on its size. */
final class DecodedFile implements Content.Decoded {
  /** Begins to decode anew. */
  interface Decoding {
    InputStream begin() throws IOException;
  }

  private final SharedFiles.Lease file;
  private final String path;
  private final long length;
  private final Decoding decoding;

  /** Owns the lease from here on. */
  DecodedFile(SharedFiles.Lease file, String path, long length, Decoding decoding) {
    this.file = file;
    this.path = path;
    this.length = length;
    this.decoding = decoding;
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
    Exact exact = new Exact(decoding.begin());
    try {
      exact.skipTo(offset);
      return exact;
    } catch (IOException | RuntimeException | Error e) {
      exact.close();
      throw e;
    }
  }

  @Override
  public void close() {
    file.close();
  }

  /** Gives the promised length, or says what is missing. */
  private final class Exact extends InputStream {
    private final InputStream in;
    private long position;

    Exact(InputStream in) {
      this.in = in;
    }

    void skipTo(long offset) throws IOException {
      try {
        position = in.skip(offset);
      } catch (DamagedFileException e) {
        throw damaged(String.valueOf(e.getReason()));
      }
      if (position < offset) {
        throw damaged("ends before its time");
      }
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
      try {
        got = in.read(target, offset, (int) Math.min(count, length - position));
      } catch (DamagedFileException e) {
        throw damaged(String.valueOf(e.getReason()));
      }
      if (got < 0) {
        throw damaged("ends before its time");
      }
      position += got;
      return got;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
