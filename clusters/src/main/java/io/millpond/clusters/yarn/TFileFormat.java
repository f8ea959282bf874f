package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.logs.ByteSource;
import io.millpond.logs.DamagedFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Reads aggregated files in the format TFile.
 *
 * <p>A TFile is a BCFile: blocks of data, each compressed by itself or not at all, then blocks of
 * meta data, then an index of the latter, its position, the version and sixteen magic bytes. Of the
 * meta blocks only {@code BCFile.index} is needed, which says where the blocks of data are.
 *
 * <p>A block holds records: the key's length and bytes, then the value in chunks. The key is a
 * container's id (or one of three words that head the file), the value its files one after the
 * other: name, length as a decimal text, bytes. So a list of the files takes a look at each of
 * them; where the blocks are not compressed their bytes are leapt over.
 *
 * <p>A length that lies leads to bytes that are no name, and the container's files end there. A
 * file whose length goes beyond its record is listed, and broken off when it is read.
 */
final class TFileFormat {
  private static final byte[] MAGIC = {
    (byte) 0xd1,
    0x11,
    (byte) 0xd3,
    0x68,
    (byte) 0x91,
    (byte) 0xb5,
    (byte) 0xd7,
    (byte) 0xb6,
    0x39,
    (byte) 0xdf,
    0x41,
    0x40,
    (byte) 0x92,
    (byte) 0xba,
    (byte) 0xe1,
    0x50
  };

  private static final int TAIL_BYTES = 8 + 4 + MAGIC.length;
  private static final String INDEX = "data:BCFile.index";

  private final ByteSource file;
  private final String path;
  private final Instant modified;
  private final NodeFile.Builder found;

  private TFileFormat(ByteSource file, String path, Instant modified, NodeFile.Builder found) {
    this.file = file;
    this.path = path;
    this.modified = modified;
    this.found = found;
  }

  /** Whether the file ends as a TFile does. */
  static boolean matches(ByteSource file) throws IOException {
    return file.size() >= TAIL_BYTES
        && Arrays.equals(read(file, file.size() - MAGIC.length, MAGIC.length), MAGIC);
  }

  /** Fewer bytes than asked for where the file has become shorter. */
  private static byte[] read(ByteSource file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) > 0) {
      // A read may give less than there is.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * Looks through a file.
   *
   * @param path for errors
   * @param modified last modification of the file; its files have none of their own
   */
  static NodeFile read(ByteSource file, String path, Instant modified, NodeFile.Builder found)
      throws IOException {
    try {
      new TFileFormat(file, path, modified, found).readBlocks();
      return found.whole();
    } catch (DamagedFileException e) {
      return found.damaged(e);
    }
  }

  private void readBlocks() throws IOException {
    long tail = file.size() - TAIL_BYTES;
    if (tail < 0) {
      throw new DamagedFileException(path, 0, "is cut off");
    }
    WireInput end = new WireInput(new ByteArrayInputStream(read(file, tail, TAIL_BYTES)), path);
    long metaIndex = end.int64();
    if (end.uint16() != 1) {
      throw end.damaged("has an unknown version");
    }
    try (RawInput index = indexOfBlocks(metaIndex, tail)) {
      WireInput wire = new WireInput(index, path);
      boolean compressed = isCompressed(wire.text(Limits.MAX_AGGREGATED_NAME_BYTES), wire);
      long earliest = 0;
      long mostRaw = compressed ? Limits.MAX_SCANNED_BYTES : Long.MAX_VALUE;
      for (int left = wire.count(Limits.MAX_TFILE_BLOCKS); left > 0; left--) {
        TFileBlock block = new TFileBlock(wire.vlong(), wire.vlong(), wire.vlong(), compressed);
        // One after the other, or a small file could name the same bytes any number of times.
        if (block.start() < earliest || block.rawLength() < 0 || block.rawLength() > mostRaw) {
          throw wire.damaged("has blocks that cannot be");
        }
        readBlock(block);
        earliest = block.start() + block.storedLength();
        mostRaw -= block.rawLength();
      }
    }
  }

  private RawInput indexOfBlocks(long metaIndex, long tail) throws IOException {
    try (RangeInput in = new RangeInput(file, path, metaIndex, tail - metaIndex)) {
      WireInput wire = new WireInput(in, path);
      for (int left = wire.count(Limits.MAX_TFILE_META_BLOCKS); left > 0; left--) {
        String name = wire.text(Limits.MAX_AGGREGATED_NAME_BYTES);
        String algorithm = wire.text(Limits.MAX_AGGREGATED_NAME_BYTES);
        long start = wire.vlong();
        long stored = wire.vlong();
        long raw = wire.vlong();
        if (name.equals(INDEX)) {
          boolean compressed = isCompressed(algorithm, wire);
          return new TFileBlock(start, stored, raw, compressed).begin(file, path);
        }
      }
      throw wire.damaged("has no index");
    }
  }

  private static boolean isCompressed(String algorithm, WireInput wire)
      throws DamagedFileException {
    return switch (algorithm) {
      case "none" -> false;
      case "gz" -> true;
      default -> throw wire.damaged("is compressed in a way that cannot be read");
    };
  }

  private void readBlock(TFileBlock block) throws IOException {
    try (RawInput raw = block.begin(file, path)) {
      WireInput wire = new WireInput(raw, path);
      while (raw.position() < block.rawLength()) {
        int keyLength = wire.count(Limits.MAX_AGGREGATED_NAME_BYTES);
        WireInput key = new WireInput(new ByteArrayInputStream(wire.bytes(keyLength)), path);
        String containerId = key.utf(Limits.MAX_AGGREGATED_NAME_BYTES);
        ChunkInput value = new ChunkInput(raw, path);
        if (found.wants(containerId)) {
          readFiles(containerId, block, raw, value);
        }
        value.skip(Long.MAX_VALUE);
      }
    }
  }

  private void readFiles(String containerId, TFileBlock block, RawInput raw, ChunkInput value)
      throws IOException {
    WireInput wire = new WireInput(value, path);
    while (value.hasMore()) {
      String name;
      long length;
      try {
        name = wire.utf(Limits.MAX_AGGREGATED_NAME_BYTES);
        length = length(wire);
      } catch (DamagedFileException e) {
        return; // What follows are no files; the next record may have some.
      }
      value.hasMore();
      Extent extent = new Extent.Chunked(block, raw.position(), value.rest(), value.isLast());
      found.add(containerId, new AggregatedFile(name, length, modified, modified, extent));
      if (value.skip(length) < length) {
        return;
      }
    }
  }

  private static long length(WireInput wire) throws IOException {
    String text = wire.utf(Limits.MAX_AGGREGATED_NAME_BYTES);
    if (!text.matches("\\d{1,18}") || Long.parseLong(text) > Limits.MAX_AGGREGATED_BYTES) {
      throw wire.damaged("has a length that is none");
    }
    return Long.parseLong(text);
  }
}
