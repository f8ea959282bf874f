package io.millpond.logs;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** The ways logs are compressed. */
enum Compression {
  GZIP(".gz") {
    @Override
    boolean matches(byte[] first) {
      return first[0] == 0x1f && first[1] == (byte) 0x8b;
    }

    @Override
    InputStream decompress(InputStream compressed) {
      return new GzipInput(compressed);
    }
  },

  /** RFC 8878; the stream may begin with a skippable frame. */
  ZSTD(".zst") {
    @Override
    boolean matches(byte[] first) {
      boolean frame = first[0] == 0x28 && first[1] == (byte) 0xb5 && first[2] == 0x2f;
      boolean skippable = (first[0] & 0xf0) == 0x50 && first[1] == 0x2a && first[2] == 0x4d;
      return (frame && first[3] == (byte) 0xfd) || (skippable && first[3] == 0x18);
    }

    @Override
    InputStream decompress(InputStream compressed) throws IOException {
      return new ZstdInputStreamNoFinalizer(compressed).setLongMax(Limits.MAX_ZSTD_WINDOW_LOG);
    }
  };

  /** How many bytes {@link #matches} looks at. */
  static final int MAGIC_BYTES = 4;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  abstract boolean matches(byte[] first);

  abstract InputStream decompress(InputStream compressed) throws IOException;
}
