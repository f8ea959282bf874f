package io.millpond.clusters.yarn;

import static io.millpond.clusters.yarn.Aggregates.APPLICATION;
import static io.millpond.clusters.yarn.Aggregates.CONTAINER;
import static io.millpond.clusters.yarn.Aggregates.OTHER;
import static io.millpond.clusters.yarn.Aggregates.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, or made by somebody who means harm. */
@Timeout(240)
class AggregatedDamageTest {
  private static final int ROUNDS = 3000;

  private static byte[] tfile(String compression) {
    TFileWriter writer = new TFileWriter(compression, 64);
    for (int block = 0; block < 3; block++) {
      writer.add("stderr", bytes("line\n".repeat(100 * block))).add("stdout", bytes("x"));
      writer.endRecord(block % 2 == 0 ? CONTAINER : OTHER).endBlock();
    }
    return writer.bytes();
  }

  private static byte[] ifile(String compression) {
    IFileWriter writer = new IFileWriter(APPLICATION, compression);
    for (int upload = 1; upload <= 3; upload++) {
      writer.begin(upload);
      writer.add(CONTAINER, "stderr", bytes("line\n".repeat(100 * upload)), upload);
      writer.add(OTHER, "stdout", bytes("x"), upload).finish();
    }
    return writer.bytes();
  }

  private interface Reading {
    NodeFile read(byte[] bytes, String applicationId) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gz"})
  void anyDamageToATFileIsBorne(String compression) throws IOException {
    corrupt(tfile(compression), Readers::tfile, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gz"})
  void anyDamageToAnIFileIsBorne(String compression) throws IOException {
    corrupt(ifile(compression), Readers::ifile, 6);
  }

  private static void corrupt(byte[] good, Reading reading, int files) throws IOException {
    assertThat(Readers.readAll(reading.read(good, APPLICATION), good)).isEqualTo(files);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bad = damage(good, random);
      try {
        Readers.readAll(reading.read(bad, APPLICATION), bad);
      } catch (IOException | RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static byte[] damage(byte[] good, Random random) {
    byte[] bad = good.clone();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      int at = random.nextInt(bad.length);
      switch (random.nextInt(4)) {
        case 0 -> bad[at] = (byte) random.nextInt();
        case 1 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bad, at, Math.min(bad.length, at + 8), (byte) -random.nextInt(2));
        default -> {
          // Some bytes moved: what follows is found at another place.
          int length = Math.min(random.nextInt(64), bad.length - at);
          System.arraycopy(good, random.nextInt(good.length - length + 1), bad, at, length);
        }
      }
    }
    boolean cut = random.nextInt(8) == 0;
    return cut ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
  }

  @Test
  void anIndexOfOtherClassesIsRefused() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(stream);
    data.writeInt(0xaced0005);
    data.writeShort(0x7372);
    data.writeUTF("java.util.PriorityQueue");
    data.writeLong(1);
    data.write(new byte[] {3, 0, 0, 0x78, 0x70});
    assertRefused(stream.toByteArray(), "does not belong there");
  }

  /** A list of itself, as many times as it has bytes for. */
  @Test
  void anIndexThatHoldsItselfIsRefused() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(stream);
    data.writeInt(0xaced0005);
    list(data);
    for (int i = 0; i < 1_000_000; i++) {
      data.writeByte(0x71);
      data.writeInt(0x7e0001);
    }
    data.writeByte(0x78);
    assertRefused(stream.toByteArray(), "too large an index");
  }

  @Test
  void anIndexThatIsNestedWithoutEndIsRefused() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(stream);
    data.writeInt(0xaced0005);
    list(data);
    for (int i = 0; i < 100_000; i++) {
      data.writeShort(0x7371);
      data.writeInt(0x7e0000);
      data.writeShort(0x7704);
      data.writeInt(0);
    }
    assertRefused(stream.toByteArray(), "nested too deep");
  }

  private static void list(DataOutputStream data) throws IOException {
    data.writeShort(0x7372);
    data.writeUTF("java.util.ArrayList");
    data.writeLong(1);
    data.write(new byte[] {3, 0, 0, 0x78, 0x70});
    data.writeShort(0x7704);
    data.writeInt(0);
  }

  private static void assertRefused(byte[] index, String reason) throws IOException {
    byte[] bytes = new IFileWriter(APPLICATION, "gz").begin(1).finish(index).bytes();
    NodeFile found = Readers.ifile(bytes, APPLICATION);
    assertThat(found.containers()).isEmpty();
    assertThat(found.damage().orElseThrow().getReason()).contains(reason);
  }

  /** A thousand upload lists that are one and the same list of a thousand files. */
  @Test
  void anIndexThatUnfoldsIsRefused() throws IOException {
    IFileWriter writer = new IFileWriter(APPLICATION, "none").begin(1);
    for (int i = 0; i < 1000; i++) {
      writer.add(CONTAINER, "f" + i, new byte[0], 1);
    }
    byte[] whole = writer.finish().bytes();
    assertThat(Readers.ifile(whole, APPLICATION).files(CONTAINER)).hasSize(1000);
    assertThat(Readers.ifile(unfold(whole, 2), APPLICATION).files(CONTAINER)).hasSize(3000);
    assertThat(Readers.ifile(unfold(whole, 1000), APPLICATION).damage().orElseThrow().getReason())
        .contains("too many files");
  }

  /** Puts references to the first upload behind it. */
  private static byte[] unfold(byte[] ifile, int times) throws IOException {
    int length = ifile.length;
    int indexLength = ByteBuffer.wrap(ifile, length - 36, 4).getInt();
    byte[] index = Arrays.copyOfRange(ifile, length - 36 - indexLength, length - 36);
    byte[] tail = "localhost:45454".getBytes(StandardCharsets.UTF_8);
    int end = index.length - tail.length - 3 - 1;
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(stream);
    data.write(index, 0, end);
    for (int i = 0; i < times; i++) {
      data.writeByte(0x71);
      data.writeInt(0x7e0000 + uploadHandle());
    }
    data.write(index, end, index.length - end);
    return new IFileWriter(APPLICATION, "none").begin(1).finish(stream.toByteArray()).bytes();
  }

  /** Descriptions and texts before it: see {@link IFileWriter}. */
  private static int uploadHandle() {
    int index = 1 + 4 + 1;
    int acls = 1 + 1;
    int compression = 1;
    int list = 1 + 1;
    int description = 1 + 1;
    return index + acls + compression + list + description;
  }

  @Test
  void aBombIsReadAtConstantMemory() throws IOException {
    byte[] zeros = new byte[64 << 20];
    byte[] bomb =
        new IFileWriter(APPLICATION, "gz")
            .begin(1)
            .add(CONTAINER, "stderr", zeros, 1)
            .finish()
            .bytes();
    assertThat(bomb).hasSizeLessThan(1 << 20);
    assertThat(Readers.readAll(Readers.ifile(bomb, APPLICATION), bomb)).isEqualTo(1);
    byte[] same = new TFileWriter("gz", 1 << 20).add("stderr", zeros).endRecord(CONTAINER).bytes();
    assertThat(Readers.readAll(Readers.tfile(same, APPLICATION), same)).isEqualTo(1);
  }
}
