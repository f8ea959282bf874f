package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Decompresses the blocks that lz4-java's {@code LZ4BlockOutputStream} writes, which is what Spark
 * calls lz4; the LZ4 frame format is another one. A block has a header of 21 bytes:
 *
 * <pre>"LZ4Block", method and size class 1, compressed length 4, length 4, checksum 4</pre>
 *
 * in little-endian order; one of length 0 ends a stream, after which another may follow.
 *
 * <p>Why not the library's {@code LZ4BlockInputStream}: it fails at a block that has been written
 * in part, which the last one of a running application is, and cannot go on afterwards. This one
 * ends there, and goes on when there is more. The decompressor is the library's, the one that uses
 * neither native code nor {@code Unsafe}: a damaged block makes it throw and nothing worse.
 */
final class Lz4BlockInput extends InputStream {
  private static final byte[] MAGIC = "LZ4Block".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = MAGIC.length + 13;
  private static final int RAW = 0x10;
  private static final int LZ4 = 0x20;

  /** A byte of a length stands for 255 bytes of text at most. */
  private static final long MAX_RATIO = 256;

  private static final int SEED = 0x9747b28c;
  private static final int CHECK_MASK = 0x0fffffff;
  private static final LZ4SafeDecompressor DECOMPRESSOR =
      LZ4Factory.safeInstance().safeDecompressor();
  private static final XXHash32 HASH = XXHashFactory.safeInstance().hash32();

  private final LogInput in;
  private final byte[] header = new byte[HEADER_BYTES];
  private byte[] packed = new byte[0];
  private byte[] text = new byte[0];
  private int at;
  private int end;

  Lz4BlockInput(LogInput in) {
    this.in = in;
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
    while (at == end) {
      long start = in.position();
      if (!nextBlock()) {
        in.seek(start);
        return -1;
      }
    }
    int count = Math.min(length, end - at);
    System.arraycopy(text, at, target, offset, count);
    at += count;
    return count;
  }

  /** Decodes a block; false where there is none, or not all of one. */
  private boolean nextBlock() throws IOException {
    if (in.readNBytes(header, 0, HEADER_BYTES) < HEADER_BYTES) {
      return false;
    }
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    int method = header[MAGIC.length] & 0xf0;
    int packedLength = fields.getInt(MAGIC.length + 1);
    int length = fields.getInt(MAGIC.length + 5);
    int check = fields.getInt(MAGIC.length + 9);
    boolean sound =
        Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
            && (method == RAW || method == LZ4)
            && isLength(packedLength)
            && isLength(length)
            && (length == 0) == (packedLength == 0)
            && (method == LZ4 ? length <= MAX_RATIO * packedLength : length == packedLength);
    if (!sound) {
      throw new ZipException("has no valid lz4 block");
    }
    if (in.available() < packedLength) {
      return false; // Before there is memory for what a damaged header claims.
    }
    packed = packed.length < packedLength ? new byte[packedLength] : packed;
    text = text.length < length ? new byte[length] : text;
    if (in.readNBytes(packed, 0, packedLength) < packedLength) {
      return false;
    }
    unpack(method, packedLength, length);
    if (length > 0 && (HASH.hash(text, 0, length, SEED) & CHECK_MASK) != check) {
      throw new ZipException("has a wrong checksum");
    }
    at = 0;
    end = length;
    return true;
  }

  private static boolean isLength(int length) {
    return length >= 0 && length <= Limits.MAX_LZ4_BLOCK_BYTES;
  }

  private void unpack(int method, int packedLength, int length) throws ZipException {
    if (method == RAW) {
      System.arraycopy(packed, 0, text, 0, length);
      return;
    }
    try {
      if (length > 0
          && DECOMPRESSOR.decompress(packed, 0, packedLength, text, 0, length) != length) {
        throw new ZipException("has a block of another length");
      }
    } catch (LZ4Exception e) {
      throw new ZipException("has a corrupt lz4 block");
    }
  }
}
