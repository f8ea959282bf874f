package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.clusters.yarn.JavaStream.Kind;
import io.millpond.clusters.yarn.JavaStream.Node;
import io.millpond.logs.ByteSource;
import io.millpond.logs.DamagedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads aggregated files in the format IFile, Hadoop's {@code IndexedFormat}.
 *
 * <p>Such a file begins with the SHA-256 digest of the application's id. Each upload appends the
 * files, each compressed by itself, then an index of all uploads so far, the index's length and the
 * digest again. So the last 36 bytes lead to all there is. While an upload goes on, and after one
 * that was interrupted, they do not; then a file of the same name and {@code -checksum} says where
 * the upload before ended.
 */
final class IndexedFormat {
  private static final int DIGEST_BYTES = 32;
  private static final int TAIL_BYTES = 4 + DIGEST_BYTES;

  private final ByteSource file;
  private final String path;
  private final NodeFile.Builder found;

  private IndexedFormat(ByteSource file, String path, NodeFile.Builder found) {
    this.file = file;
    this.path = path;
    this.found = found;
  }

  /** Whether the file begins as that of the application does. */
  static boolean matches(ByteSource file, String path, String applicationId) throws IOException {
    return file.size() >= DIGEST_BYTES && hasDigest(file, path, 0, applicationId);
  }

  private static boolean hasDigest(ByteSource file, String path, long offset, String applicationId)
      throws IOException {
    try (RangeInput in = new RangeInput(file, path, offset, DIGEST_BYTES)) {
      return Arrays.equals(in.readNBytes(DIGEST_BYTES), digest(applicationId));
    }
  }

  private static byte[] digest(String applicationId) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(applicationId.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }

  /**
   * Reads the index.
   *
   * @param path for errors
   * @param end of the last upload that was finished; the file's length where all were
   */
  static NodeFile read(
      ByteSource file, String path, String applicationId, long end, NodeFile.Builder found)
      throws IOException {
    try {
      if (end > 0) {
        if (end < DIGEST_BYTES + TAIL_BYTES
            || end > file.size()
            || !hasDigest(file, path, end - DIGEST_BYTES, applicationId)) {
          throw new DamagedFileException(path, 0, "does not end with an index");
        }
        new IndexedFormat(file, path, found).readIndex(end - TAIL_BYTES);
      }
      return found.whole();
    } catch (DamagedFileException e) {
      return found.damaged(e);
    }
  }

  private void readIndex(long indexEnd) throws IOException {
    int length;
    try (RangeInput in = new RangeInput(file, path, indexEnd, 4)) {
      length = new WireInput(in, path).int32();
    }
    if (length < 0 || length > Limits.MAX_INDEX_BYTES) {
      throw new DamagedFileException(path, 0, "has an index of impossible size");
    }
    try (RangeInput in = new RangeInput(file, path, indexEnd - length, length)) {
      Node index = require(JavaStream.read(new WireInput(in, path)), Kind.INDEX);
      boolean compressed = isCompressed(index.object("compressName"));
      for (Object upload : items(index.object("logMetas"), Kind.LIST)) {
        readUpload(require(upload, Kind.UPLOAD), compressed, indexEnd - length);
      }
    }
  }

  private boolean isCompressed(@Nullable Object name) throws DamagedFileException {
    return switch (name instanceof String text ? text : "") {
      case "none" -> false;
      case "gz" -> true;
      default -> throw damaged("is compressed in a way that cannot be read");
    };
  }

  private void readUpload(Node upload, boolean compressed, long dataEnd)
      throws DamagedFileException {
    Instant uploaded = Instant.ofEpochMilli(upload.number("uploadTimeStamp"));
    List<@Nullable Object> containers = items(upload.object("logMetas"), Kind.MAP);
    for (int i = 1; i < containers.size(); i += 2) {
      if (!(containers.get(i - 1) instanceof String containerId)) {
        throw damaged("has an index of something else");
      }
      for (Object file : items(containers.get(i), Kind.LIST)) {
        readFile(containerId, require(file, Kind.FILE), uploaded, compressed, dataEnd);
      }
    }
  }

  private void readFile(
      String containerId, Node meta, Instant uploaded, boolean compressed, long dataEnd)
      throws DamagedFileException {
    long length = meta.number("fileSize");
    long stored = meta.number("fileCompressedSize");
    long start = meta.number("startIndex");
    boolean lies =
        start < 0
            || stored < 0
            || start > dataEnd - stored
            || length < 0
            || length > Limits.MAX_AGGREGATED_BYTES
            || (!compressed && length > stored);
    if (lies || !(meta.object("fileName") instanceof String name)) {
      throw damaged("has an index of files that cannot be");
    }
    Extent extent = compressed ? new Extent.Zlib(start, stored) : new Extent.Plain(start, stored);
    Instant modified = Instant.ofEpochMilli(meta.number("lastModifiedTime"));
    found.add(containerId, new AggregatedFile(name, length, modified, uploaded, extent));
  }

  private List<@Nullable Object> items(@Nullable Object node, Kind kind)
      throws DamagedFileException {
    return require(node, kind).items();
  }

  private Node require(@Nullable Object object, Kind kind) throws DamagedFileException {
    if (object instanceof Node node && node.kind() == kind) {
      return node;
    }
    throw damaged("has an index of something else");
  }

  private DamagedFileException damaged(String reason) {
    return new DamagedFileException(path, 0, reason);
  }
}
