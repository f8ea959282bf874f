package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.millpond.logs.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The ways event logs are compressed, told by their first bytes. */
enum Codec {
  PLAIN {
    @Override
    InputStream decode(LogInput input) {
      return input;
    }
  },

  /** Flushed blocks of one frame that is ended with the log, as Spark writes it. */
  ZSTD {
    @Override
    InputStream decode(LogInput input) throws IOException {
      return new ZstdInputStreamNoFinalizer(input)
          .setContinuous(true)
          .setLongMax(Limits.MAX_ZSTD_WINDOW_LOG);
    }
  },

  /** Blocks of lz4-java; see {@link Lz4BlockInput}. */
  LZ4 {
    @Override
    InputStream decode(LogInput input) {
      return new Lz4BlockInput(input);
    }
  },

  /** Compressed by an administrator: Spark has no such codec. */
  GZIP {
    @Override
    InputStream decode(LogInput input) throws IOException {
      return new GZIPInputStream(input);
    }
  };

  /** How many bytes {@link #of} looks at. */
  static final int MAGIC_BYTES = 8;

  private static final long BUFFER_BYTES = 256 << 10;

  private static final String LZ4_MAGIC = "LZ4Block";

  /** The codec of a file that begins so; empty where there are too few bytes to tell. */
  static Optional<Codec> of(byte[] first, int count) {
    if (count == 0) {
      return Optional.empty();
    }
    if (first[0] == 0x28 || (first[0] & 0xf0) == 0x50) {
      return count < 4 ? Optional.empty() : Optional.of(isZstd(first) ? ZSTD : PLAIN);
    }
    if (first[0] == 'L') {
      return count < MAGIC_BYTES
          ? Optional.empty()
          : Optional.of(LZ4_MAGIC.equals(new String(first, US_ASCII)) ? LZ4 : PLAIN);
    }
    if (first[0] == 0x1f) {
      return count < 2 ? Optional.empty() : Optional.of(first[1] == (byte) 0x8b ? GZIP : PLAIN);
    }
    return Optional.of(PLAIN);
  }

  private static boolean isZstd(byte[] first) {
    boolean frame = first[0] == 0x28 && first[1] == (byte) 0xb5 && first[2] == 0x2f;
    boolean skippable = (first[0] & 0xf0) == 0x50 && first[1] == 0x2a && first[2] == 0x4d;
    return (frame && first[3] == (byte) 0xfd) || (skippable && first[3] == 0x18);
  }

  /**
   * About how many bytes of memory decoding takes, for a file that begins so. A zstd frame says how
   * far back it refers (RFC 8878, 3.1.1.1.2).
   */
  long memoryBytes(byte[] first) {
    return switch (this) {
      case PLAIN -> 0;
      case ZSTD -> BUFFER_BYTES + windowBytes(first[4], first[5]);
      case LZ4, GZIP -> BUFFER_BYTES;
    };
  }

  private static long windowBytes(byte descriptor, byte window) {
    if ((descriptor & 0x20) != 0) {
      return 1L << Limits.MAX_ZSTD_WINDOW_LOG;
    }
    long base = 1L << (10 + ((window & 0xff) >>> 3));
    return Math.min(base + base / 8 * (window & 7), 1L << Limits.MAX_ZSTD_WINDOW_LOG);
  }

  /** The text of a file, from its beginning. */
  abstract InputStream decode(LogInput input) throws IOException;
}
