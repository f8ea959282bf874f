package io.millpond.clusters.yarn;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes a TFile as a NodeManager does. */
final class TFileWriter {
  private static final byte[] MAGIC = HexFormat.of().parseHex("d111d36891b5d7b639df414092bae150");

  private final String compression;
  private final int chunkBytes;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<long[]> regions = new ArrayList<>();
  private Buffer block = new Buffer();
  private Buffer value = new Buffer();

  TFileWriter(String compression, int chunkBytes) {
    this.compression = compression;
    this.chunkBytes = chunkBytes;
    out.writeBytes(MAGIC);
    value.data(data -> data.writeInt(1));
    endRecord("VERSION");
    value.data(data -> data.writeUTF("root"));
    endRecord("APPLICATION_OWNER");
  }

  interface Writing {
    void to(DataOutputStream data) throws IOException;
  }

  private static final class Buffer extends ByteArrayOutputStream {
    void data(Writing writing) {
      try {
        writing.to(new DataOutputStream(this));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void vint(long number) {
      if (number >= -32 && number <= 127) {
        write((int) number);
      } else {
        data(data -> {
          data.writeByte(-125);
          data.writeInt((int) number);
        });
      }
    }

    void text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      vint(bytes.length);
      writeBytes(bytes);
    }
  }

  /** Adds a file to the container that is ended next. */
  TFileWriter add(String name, byte[] bytes) {
    return add(name, Integer.toString(bytes.length), bytes);
  }

  /** Adds a file and says what one likes of its length. */
  TFileWriter add(String name, String length, byte[] bytes) {
    value.data(data -> {
      data.writeUTF(name);
      data.writeUTF(length);
      data.write(bytes);
    });
    return this;
  }

  /** Ends a record; its key is a container's id. */
  TFileWriter endRecord(String key) {
    Buffer keyBytes = new Buffer();
    keyBytes.data(data -> data.writeUTF(key));
    block.vint(keyBytes.size());
    block.writeBytes(keyBytes.toByteArray());
    byte[] bytes = value.toByteArray();
    int at = 0;
    for (; bytes.length - at > chunkBytes; at += chunkBytes) {
      block.vint(-chunkBytes);
      block.write(bytes, at, chunkBytes);
    }
    block.vint(bytes.length - at);
    block.write(bytes, at, bytes.length - at);
    value = new Buffer();
    return this;
  }

  /** Ends a block of records. */
  TFileWriter endBlock() {
    regions.add(store(block.toByteArray()));
    block = new Buffer();
    return this;
  }

  private long[] store(byte[] raw) {
    byte[] stored = compression.equals("gz") ? IFileWriter.zlib(raw) : raw;
    long[] region = {out.size(), stored.length, raw.length};
    out.writeBytes(stored);
    return region;
  }

  byte[] bytes() {
    if (block.size() > 0) {
      endBlock();
    }
    Buffer index = new Buffer();
    index.text(compression);
    index.vint(regions.size());
    regions.forEach(region -> write(index, region));
    long[] stored = store(index.toByteArray());
    long metaIndex = out.size();
    Buffer meta = new Buffer();
    meta.vint(1);
    meta.text("data:BCFile.index");
    meta.text(compression);
    write(meta, stored);
    meta.data(data -> {
      data.writeLong(metaIndex);
      data.writeInt(1 << 16);
      data.write(MAGIC);
    });
    out.writeBytes(meta.toByteArray());
    return out.toByteArray();
  }

  private static void write(Buffer to, long[] region) {
    for (long number : region) {
      to.vint(number);
    }
  }
}
