package io.millpond.journal;

import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the three compressions of data objects, never into more than {@link
 * Limits#MAX_FIELD_BYTES} or another bound. Pure Java libraries: native zstd takes two thirds of
 * the time for a blob of a kilobyte (1.5 to 1.9 µs), but about one field in a hundred is packed,
 * and what is not there cannot crash.
 *
 * <p>Not safe for use by several threads at once: the zstd decoder keeps tables between calls.
 */
final class Decompressor {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * The xz decoder's dictionary and tables, in KiB; journald writes preset 0 (256 KiB dictionary).
   */
  private static final int XZ_MEMORY_KIB = 64 << 10;

  private final int maxBytes;
  private @Nullable ZstdJavaDecompressor zstd;
  private @Nullable Lz4JavaDecompressor lz4;

  Decompressor(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Payloads that are larger are cut. */
  int maxBytes() {
    return maxBytes;
  }

  /**
   * An unpacked payload.
   *
   * @param bytes the payload, or its beginning when it is longer than the bound
   * @param cut whether something is missing at the end
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
  record Unpacked(byte[] bytes, boolean cut) {}

  /**
   * Unpacks one payload.
   *
   * @param how one of the {@code COMPRESSED_} flags of {@link Layout}
   * @throws DamagedException when the bytes are not what the flag says
   */
  Unpacked unpack(byte[] packed, int how) {
    try {
      return switch (how) {
        case Layout.COMPRESSED_ZSTD -> zstd(packed);
        case Layout.COMPRESSED_LZ4 -> lz4(packed);
        case Layout.COMPRESSED_XZ ->
            prefix(new XZInputStream(new ByteArrayInputStream(packed), XZ_MEMORY_KIB));
        default -> throw new DamagedException("data object with several compressions");
      };
    } catch (IOException | RuntimeException broken) {
      throw new DamagedException("data object that does not decompress");
    }
  }

  private Unpacked zstd(byte[] packed) throws IOException {
    ZstdJavaDecompressor decoder = zstd == null ? new ZstdJavaDecompressor() : zstd;
    zstd = decoder;
    long size = decoder.getDecompressedSize(packed, 0, packed.length);
    if (size < 0 || size > maxBytes) {
      return prefix(new ZstdInputStream(new ByteArrayInputStream(packed)));
    }
    byte[] bytes = new byte[(int) size];
    int length = decoder.decompress(packed, 0, packed.length, bytes, 0, bytes.length);
    return new Unpacked(length == bytes.length ? bytes : Arrays.copyOf(bytes, length), false);
  }

  private Unpacked lz4(byte[] packed) {
    long size = packed.length < Long.BYTES ? -1 : (long) LONGS.get(packed, 0);
    if (size < 0) {
      throw new DamagedException("lz4 data object without a size");
    }
    if (size > maxBytes) {
      return new Unpacked(new byte[0], true);
    }
    Lz4JavaDecompressor decoder = lz4 == null ? new Lz4JavaDecompressor() : lz4;
    lz4 = decoder;
    byte[] bytes = new byte[(int) size];
    int length =
        decoder.decompress(packed, Long.BYTES, packed.length - Long.BYTES, bytes, 0, bytes.length);
    if (length != bytes.length) {
      throw new DamagedException("lz4 data object of another size than it says");
    }
    return new Unpacked(bytes, false);
  }

  private Unpacked prefix(InputStream in) throws IOException {
    try (in) {
      byte[] bytes = in.readNBytes(maxBytes);
      return new Unpacked(bytes, bytes.length == maxBytes && in.read() >= 0);
    }
  }
}
