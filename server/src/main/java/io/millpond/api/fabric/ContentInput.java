package io.millpond.api.fabric;

import io.millpond.logs.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a {@link Content} from its first to its last, as a stream. */
final class ContentInput {
  private ContentInput() {}

  static InputStream of(Content content) throws IOException {
    return switch (content) {
      case Content.InFile part -> new FileInput(part);
      case Content.Decoded decoded -> decoded.from(0);
    };
  }

  private static final class FileInput extends InputStream {
    private final Content.InFile part;
    private long at;

    FileInput(Content.InFile part) {
      this.part = part;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int wanted = (int) Math.min(length, part.length() - at);
      if (wanted <= 0) {
        return length == 0 ? 0 : -1;
      }
      int read = part.file().read(ByteBuffer.wrap(target, offset, wanted), part.offset() + at);
      if (read < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      at += read;
      return read;
    }
  }
}
