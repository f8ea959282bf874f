package io.millpond.clusters.yarn;

import io.millpond.logs.ByteSource;
import io.millpond.logs.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads whatever bytes as an aggregated file, and everything in it. */
final class Readers {
  /** Of each file in a hostile aggregated file; an honest one in these tests is shorter. */
  private static final int MAX_READ_BYTES = 1 << 20;

  private Readers() {}

  static NodeFile tfile(byte[] bytes, String applicationId) throws IOException {
    NodeFile.Builder found = new NodeFile.Builder("file", applicationId);
    return TFileFormat.read(new Bytes(bytes), "file", Instant.EPOCH, found);
  }

  static NodeFile ifile(byte[] bytes, String applicationId) throws IOException {
    NodeFile.Builder found = new NodeFile.Builder("file", applicationId);
    return IndexedFormat.read(new Bytes(bytes), "file", applicationId, bytes.length, found);
  }

  /** Reads all files; returns how many gave all they promised. */
  static int readAll(NodeFile node, byte[] bytes) throws IOException {
    int whole = 0;
    for (Map.Entry<String, List<AggregatedFile>> container : node.containers().entrySet()) {
      for (AggregatedFile file : container.getValue()) {
        if (!FileNames.isShown(file.name())) {
          throw new AssertionError("shown: " + file.name());
        }
        whole += read(file, new Bytes(bytes)) ? 1 : 0;
      }
    }
    return whole;
  }

  private static boolean read(AggregatedFile file, ByteSource source) throws IOException {
    try (InputStream in = file.extent().begin(source, "file")) {
      int most = (int) Math.min(MAX_READ_BYTES, file.length());
      return in.readNBytes(most).length == most;
    } catch (DamagedFileException e) {
      return false;
    }
  }
}
