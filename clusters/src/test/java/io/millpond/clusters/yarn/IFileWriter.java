package io.millpond.clusters.yarn;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes an IFile as a NodeManager does, upload by upload. */
final class IFileWriter {
  private static final String PREFIX =
      "org.apache.hadoop.yarn.logaggregation.filecontroller.ifile."
          + "LogAggregationIndexedFileController$";

  private record Entry(String name, long size, long stored, long modified, long start) {}

  private record Cycle(long time, Map<String, List<Entry>> containers) {}

  private final String applicationId;
  private final String compression;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Cycle> cycles = new ArrayList<>();

  IFileWriter(String applicationId, String compression) {
    this.applicationId = applicationId;
    this.compression = compression;
    out.writeBytes(digest());
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(applicationId.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  IFileWriter begin(long time) {
    cycles.add(new Cycle(time, new LinkedHashMap<>()));
    return this;
  }

  IFileWriter add(String container, String name, byte[] bytes, long modified) {
    byte[] stored = compression.equals("gz") ? zlib(bytes) : bytes;
    cycles
        .getLast()
        .containers()
        .computeIfAbsent(container, id -> new ArrayList<>())
        .add(new Entry(name, bytes.length, stored.length, modified, out.size()));
    out.writeBytes(stored);
    return this;
  }

  static byte[] zlib(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate =
        new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
      deflate.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Ends an upload with an index of all. */
  IFileWriter finish() {
    return finish(new Graph().index());
  }

  /** Ends an upload with whatever index. */
  IFileWriter finish(byte[] index) {
    out.writeBytes(index);
    out.writeBytes(
        new byte[] {
          (byte) (index.length >> 24),
          (byte) (index.length >> 16),
          (byte) (index.length >> 8),
          (byte) index.length
        });
    out.writeBytes(digest());
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** The index as a Java object stream. */
  private final class Graph {
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(stream);
    private final Map<String, Integer> descriptions = new HashMap<>();
    private int handles;

    byte[] index() {
      try {
        data.writeInt(0xaced0005);
        object("IndexedLogsMeta", "Iversion", "Lacls", "LcompressName", "LlogMetas", "LnodeId");
        data.writeInt(1);
        mapOf(0);
        data.writeByte(0x78);
        text(compression);
        listOf(cycles.size());
        for (Cycle cycle : cycles) {
          upload(cycle);
        }
        data.writeByte(0x78);
        text("localhost:45454");
        return stream.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void upload(Cycle cycle) throws IOException {
      object("IndexedPerAggregationLogMeta", "JuploadTimeStamp", "LlogMetas");
      data.writeLong(cycle.time());
      mapOf(cycle.containers().size());
      for (Map.Entry<String, List<Entry>> container : cycle.containers().entrySet()) {
        text(container.getKey());
        listOf(container.getValue().size());
        for (Entry entry : container.getValue()) {
          object(
              "IndexedFileLogMeta",
              "JfileCompressedSize",
              "JfileSize",
              "JlastModifiedTime",
              "JstartIndex",
              "LcontainerId",
              "LfileName");
          data.writeLong(entry.stored());
          data.writeLong(entry.size());
          data.writeLong(entry.modified());
          data.writeLong(entry.start());
          text(container.getKey());
          text(entry.name());
        }
        data.writeByte(0x78);
      }
      data.writeByte(0x78);
    }

    private void object(String type, String... fields) throws IOException {
      data.writeByte(0x73);
      describe(PREFIX + type, 2, fields);
      handles++;
    }

    private void mapOf(int size) throws IOException {
      data.writeByte(0x73);
      describe("java.util.HashMap", 3, "FloadFactor", "Ithreshold");
      handles++;
      data.writeFloat(0.75f);
      data.writeInt(0);
      data.writeShort(0x7708);
      data.writeInt(16);
      data.writeInt(size);
    }

    private void listOf(int size) throws IOException {
      data.writeByte(0x73);
      describe("java.util.ArrayList", 3, "Isize");
      handles++;
      data.writeInt(size);
      data.writeShort(0x7704);
      data.writeInt(size);
    }

    private void describe(String type, int flags, String... fields) throws IOException {
      Integer known = descriptions.get(type);
      if (known != null) {
        data.writeByte(0x71);
        data.writeInt(0x7e0000 + known);
        return;
      }
      descriptions.put(type, handles++);
      data.writeByte(0x72);
      data.writeUTF(type);
      data.writeLong(1);
      data.writeByte(flags);
      data.writeShort(fields.length);
      for (String field : fields) {
        data.writeByte(field.charAt(0));
        data.writeUTF(field.substring(1));
        if (field.charAt(0) == 'L') {
          text("Ljava/lang/Object;");
        }
      }
      data.writeShort(0x7870);
    }

    private void text(String text) throws IOException {
      data.writeByte(0x74);
      data.writeUTF(text);
      handles++;
    }
  }
}
