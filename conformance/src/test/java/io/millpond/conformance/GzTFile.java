package io.millpond.conformance;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.DeflaterOutputStream;

/**
 * An aggregated log of YARN in the form TFile, compressed with {@code gz} (which is zlib), as a
 * NodeManager uploads it: a block of data for each container, the blocks' index, the index of that.
 */
final class GzTFile {
  private static final String ALGORITHM = "gz";
  private static final byte[] MAGIC = HexFormat.of().parseHex("d111d36891b5d7b639df414092bae150");

  /** The largest that is cut into chunks as Hadoop cuts a value: it writes 1 MiB, here less. */
  private static final int CHUNK_BYTES = 64 << 10;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  private GzTFile() {}

  /**
   * Writes one.
   *
   * @param containers by their ids the files of each by their names
   */
  static byte[] of(SortedMap<String, ? extends SortedMap<String, byte[]>> containers)
      throws IOException {
    GzTFile made = new GzTFile();
    made.write(containers);
    return made.file.toByteArray();
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private void write(SortedMap<String, ? extends SortedMap<String, byte[]>> containers)
      throws IOException {
    file.writeBytes(MAGIC);
    byte[] regions =
        bytes(out -> {
          block(out, record("VERSION", bytes(value -> value.writeInt(1))));
          block(out, record("APPLICATION_OWNER", bytes(value -> value.writeUTF("root"))));
          for (var container : containers.entrySet()) {
            block(out, record(container.getKey(), logs(container.getValue())));
          }
        });
    int blocks = containers.size() + 2;
    byte[] meta =
        bytes(out -> {
          number(out, 2);
          text(out, "data:BCFile.index");
          text(out, ALGORITHM);
          block(
              out,
              bytes(index -> {
                text(index, ALGORITHM);
                number(index, blocks);
                index.write(regions);
              }));
          text(out, "data:TFile.meta");
          text(out, ALGORITHM);
          block(
              out,
              bytes(about -> {
                about.writeInt(1 << 16);
                number(about, blocks);
                text(about, "");
              }));
        });
    long start = file.size();
    file.writeBytes(meta);
    file.writeBytes(
        bytes(out -> {
          out.writeLong(start);
          out.writeInt(1 << 16);
          out.write(MAGIC);
        }));
  }

  /** Puts a compressed block into the file, and where it is into an index. */
  private void block(DataOutputStream index, byte[] raw) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(compressed)) {
      zlib.write(raw);
    }
    number(index, file.size());
    number(index, compressed.size());
    number(index, raw.length);
    file.writeBytes(compressed.toByteArray());
  }

  private static byte[] logs(Map<String, byte[]> files) throws IOException {
    return bytes(out -> {
      for (Map.Entry<String, byte[]> one : files.entrySet()) {
        out.writeUTF(one.getKey());
        out.writeUTF(Integer.toString(one.getValue().length));
        out.write(one.getValue());
      }
    });
  }

  private static byte[] record(String key, byte[] value) throws IOException {
    byte[] name = bytes(out -> out.writeUTF(key));
    return bytes(out -> {
      number(out, name.length);
      out.write(name);
      int at = 0;
      for (; value.length - at > CHUNK_BYTES; at += CHUNK_BYTES) {
        number(out, -CHUNK_BYTES);
        out.write(value, at, CHUNK_BYTES);
      }
      number(out, value.length - at);
      out.write(value, at, value.length - at);
    });
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(out, bytes.length);
    out.write(bytes);
  }

  /** Hadoop's number of variable length: itself where it is small, else its longest form here. */
  private static void number(DataOutputStream out, long number) throws IOException {
    if (number >= -32 && number < 128) {
      out.writeByte((int) number);
    } else {
      out.writeByte(-125);
      out.writeInt(Math.toIntExact(number));
    }
  }
}
