package io.millpond.clusters.yarn;

import io.millpond.logs.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of a file lie in an aggregated file, and how to get at them. */
sealed interface Extent {
  /**
   * Begins to read the bytes.
   *
   * @param path of the aggregated file, for errors
   */
  InputStream begin(ByteSource file, String path) throws IOException;

  /** Whether {@code length} bytes lie in one piece, and so can be sent as they are. */
  default boolean isInOnePiece(long length) {
    return false;
  }

  /** Where they begin, if so. */
  default long offset() {
    throw new IllegalStateException();
  }

  /** As they are. */
  record Plain(long offset, long length) implements Extent {
    @Override
    public InputStream begin(ByteSource file, String path) throws IOException {
      return new RangeInput(file, path, offset, length);
    }

    @Override
    public boolean isInOnePiece(long wanted) {
      return wanted <= length;
    }
  }

  /** Compressed by themselves. */
  record Zlib(long start, long compressedLength) implements Extent {
    @Override
    public InputStream begin(ByteSource file, String path) throws IOException {
      return new ZlibInput(
          new RangeInput(file, path, start, compressedLength), path, Long.MAX_VALUE);
    }
  }

  /**
   * In the chunks of a TFile's record.
   *
   * @param block that the record lies in
   * @param rawOffset of the first byte in the block as text
   * @param chunkRest bytes of the chunk from there on
   * @param lastChunk whether it is the record's last
   */
  record Chunked(TFileBlock block, long rawOffset, long chunkRest, boolean lastChunk)
      implements Extent {
    @Override
    public InputStream begin(ByteSource file, String path) throws IOException {
      RawInput raw = block.begin(file, path);
      try {
        raw.skip(rawOffset);
        return new ChunkInput(raw, path, chunkRest, lastChunk);
      } catch (IOException | RuntimeException | Error e) {
        raw.close();
        throw e;
      }
    }

    @Override
    public boolean isInOnePiece(long length) {
      return !block.compressed() && length <= chunkRest;
    }

    @Override
    public long offset() {
      return block.start() + rawOffset;
    }
  }
}
