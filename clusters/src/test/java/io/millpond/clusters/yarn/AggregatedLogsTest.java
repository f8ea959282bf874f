package io.millpond.clusters.yarn;

import static io.millpond.clusters.yarn.Aggregates.APPLICATION;
import static io.millpond.clusters.yarn.Aggregates.CONTAINER;
import static io.millpond.clusters.yarn.Aggregates.OTHER;
import static io.millpond.clusters.yarn.Aggregates.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.logs.Content;
import io.millpond.logs.DamagedFileException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregatedLogsTest {
  private static final String NODE = "localhost_45454";

  @TempDir Path temp;
  private Aggregates aggregates;

  @BeforeEach
  void open() throws IOException {
    aggregates = new Aggregates(temp);
  }

  @AfterEach
  void close() throws IOException {
    aggregates.close();
  }

  private static byte[] large() {
    byte[] bytes = new byte[300_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i * 31 % 26 + i / 1000 % 3);
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gz"})
  void tfileGivesEachFileFromAnyOffset(String compression) throws IOException {
    byte[] large = large();
    TFileWriter writer = new TFileWriter(compression, 1 << 16);
    writer.add("stderr", large).add("stdout", new byte[0]).endRecord(CONTAINER).endBlock();
    writer.add("stderr", bytes("other")).endRecord(OTHER);
    aggregates.write(NODE, writer.bytes());
    checkLarge(large);
    assertThat(aggregates.text(OTHER, "stderr")).isEqualTo("other");
    assertThat(aggregates.logs().containers(APPLICATION))
        .isEqualTo(Map.of(CONTAINER, "localhost:45454", OTHER, "localhost:45454"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gz"})
  void ifileGivesEachFileFromAnyOffset(String compression) throws IOException {
    byte[] large = large();
    IFileWriter writer = new IFileWriter(APPLICATION, compression).begin(1000);
    writer.add(CONTAINER, "stderr", large, 7).add(CONTAINER, "stdout", new byte[0], 7);
    writer.add(OTHER, "stderr", bytes("other"), 8).finish();
    aggregates.write(NODE + "_1700000000001", writer.bytes());
    checkLarge(large);
    assertThat(aggregates.text(OTHER, "stderr")).isEqualTo("other");
  }

  private void checkLarge(byte[] large) throws IOException {
    assertThat(aggregates.files(CONTAINER).keySet()).containsExactly("stderr", "stdout");
    assertThat(aggregates.text(CONTAINER, "stdout")).isEmpty();
    for (int offset : new int[] {0, 1, 65_535, 65_536, 200_000, large.length - 1, large.length}) {
      byte[] rest = Bytes.from(aggregates.file(CONTAINER, "stderr").open(), offset);
      assertThat(rest).isEqualTo(Arrays.copyOfRange(large, offset, large.length));
    }
  }

  @Test
  void whatLiesInOnePieceIsGivenAsItLies() throws IOException {
    aggregates.write(
        NODE, new TFileWriter("none", 1 << 16).add("stdout", bytes("x")).endRecord(OTHER).bytes());
    aggregates.write(
        "b_1",
        new IFileWriter(APPLICATION, "none")
            .begin(1)
            .add(CONTAINER, "stdout", bytes("y"), 1)
            .finish()
            .bytes());
    for (String container : new String[] {CONTAINER, OTHER}) {
      try (Content content = aggregates.file(container, "stdout").open()) {
        assertThat(content).isInstanceOf(Content.InFile.class);
      }
    }
  }

  @Test
  void aFileUploadedAgainIsThereOnce() throws IOException {
    IFileWriter writer = new IFileWriter(APPLICATION, "gz");
    writer.begin(1).add(CONTAINER, "stderr", bytes("one\n"), 10).finish();
    writer.begin(2).add(CONTAINER, "stderr", bytes("one\n"), 10).finish();
    writer.begin(3).add(CONTAINER, "stderr", bytes("one\ntwo\n"), 30).finish();
    aggregates.write(NODE, writer.bytes());
    assertThat(aggregates.text(CONTAINER, "stderr")).isEqualTo("one\ntwo\n");
    assertThat(aggregates.file(CONTAINER, "stderr").lastModified().toEpochMilli()).isEqualTo(30);
  }

  @Test
  void piecesOfAFileThatWasDeletedBetweenUploadsArePutTogether() throws IOException {
    IFileWriter first = new IFileWriter(APPLICATION, "gz");
    first.begin(1).add(CONTAINER, "stderr", bytes("one\n"), 10).finish();
    first.begin(2).add(CONTAINER, "stderr", bytes("two\n"), 20).finish();
    IFileWriter second = new IFileWriter(APPLICATION, "none");
    second.begin(3).add(CONTAINER, "stderr", bytes("three\n"), 30).finish();
    aggregates.write(NODE + "_1700000000001", first.bytes());
    aggregates.write(NODE + "_1700000000002", second.bytes());
    assertThat(aggregates.text(CONTAINER, "stderr")).isEqualTo("one\ntwo\nthree\n");
    try (Content content = aggregates.file(CONTAINER, "stderr").open();
        InputStream rest = ((Content.Decoded) content).from(9)) {
      assertThat(rest.readAllBytes()).asString().isEqualTo("hree\n");
    }
  }

  @Test
  void anInterruptedUploadLeavesWhatWasThereBefore() throws IOException {
    IFileWriter writer = new IFileWriter(APPLICATION, "gz");
    writer.begin(1).add(CONTAINER, "stderr", bytes("one\n"), 10).finish();
    int end = writer.bytes().length;
    writer.begin(2).add(CONTAINER, "stdout", bytes("lost\n"), 20);
    String name = NODE + "_1700000000001";
    aggregates.write(name, writer.bytes());
    assertThatThrownBy(() -> aggregates.files(CONTAINER)).isInstanceOf(DamagedFileException.class);

    Files.write(aggregates.path(NODE + "-checksum"), checksum(name, end));
    assertThat(aggregates.text(CONTAINER, "stderr")).isEqualTo("one\n");
    assertThat(aggregates.files(CONTAINER)).hasSize(1);

    Files.write(aggregates.path(NODE + "-checksum"), checksum(name, 0));
    assertThat(aggregates.files(CONTAINER)).isEmpty();

    Files.delete(aggregates.path(NODE + "-checksum"));
    aggregates.write(name, writer.finish().bytes());
    assertThat(aggregates.text(CONTAINER, "stdout")).isEqualTo("lost\n");
  }

  private static byte[] checksum(String name, long end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeInt(name.length());
    data.writeBytes(name);
    data.writeLong(end);
    return bytes.toByteArray();
  }

  @Test
  void whatLiesBesideIsIgnored() throws IOException {
    byte[] file =
        new TFileWriter("none", 1024).add("stdout", bytes("x")).endRecord(CONTAINER).bytes();
    Files.write(aggregates.path(NODE + ".tmp"), file);
    Files.write(aggregates.path("." + NODE + ".crc"), bytes("crc"));
    Files.write(aggregates.path("empty_1"), new byte[0]);
    Files.createDirectory(aggregates.path("directory_1"));
    assertThat(aggregates.files(CONTAINER)).isEmpty();
    assertThat(aggregates.logs().isUploading(APPLICATION)).isTrue();
  }

  @Test
  void neitherHiddenFilesNorOtherApplicationsNorPathsAreThere() throws IOException {
    TFileWriter writer = new TFileWriter("none", 1024);
    writer.add("launch_container.sh", bytes("secret")).add("directory.info", bytes("secret"));
    writer.add("../stdout", bytes("x")).add("a/b", bytes("x")).add("..", bytes("x"));
    writer.add("", bytes("x")).add("nul\0", bytes("x")).add("stdout", bytes("seen"));
    writer.endRecord(CONTAINER);
    writer.add("stdout", bytes("x")).endRecord("container_1700000000000_0043_01_000001");
    aggregates.write(NODE, writer.bytes());
    assertThat(aggregates.files(CONTAINER).keySet()).containsExactly("stdout");
    assertThat(aggregates.text(CONTAINER, "stdout")).isEqualTo("seen");
    assertThat(aggregates.logs().containers(APPLICATION)).hasSize(1);
  }

  @Test
  void aLengthThatLiesEndsTheContainer() throws IOException {
    TFileWriter writer = new TFileWriter("gz", 1024);
    writer.add("a", bytes("good")).add("b", "999999", bytes("short")).endRecord(CONTAINER);
    writer.add("a", "-1", bytes("x")).add("b", bytes("y")).endRecord(OTHER);
    aggregates.write(NODE, writer.bytes());
    assertThat(aggregates.text(CONTAINER, "a")).isEqualTo("good");
    Content broken = aggregates.file(CONTAINER, "b").open();
    assertThatThrownBy(() -> Bytes.from(broken, 0))
        .isInstanceOfSatisfying(
            DamagedFileException.class, e -> assertThat(e.certainBytes()).isEqualTo(5));
    assertThat(aggregates.files(OTHER)).isEmpty();
  }

  @Test
  void aDamagedFileOfOneNodeDoesNotHideAnother() throws IOException {
    aggregates.write("broken_1", bytes("this is no aggregated file"));
    aggregates.write(
        NODE, new TFileWriter("none", 1024).add("stdout", bytes("x")).endRecord(CONTAINER).bytes());
    assertThat(aggregates.text(CONTAINER, "stdout")).isEqualTo("x");
    assertThatThrownBy(() -> aggregates.files(OTHER)).isInstanceOf(DamagedFileException.class);
  }

  @Test
  void aFileThatWasReplacedIsGoneAndFoundAgain() throws IOException {
    TFileWriter before = new TFileWriter("none", 1024).add("stdout", bytes("before"));
    aggregates.write(NODE, before.endRecord(CONTAINER).bytes());
    var seen = aggregates.file(CONTAINER, "stdout");
    TFileWriter after = new TFileWriter("none", 1024).add("a", bytes("a"));
    aggregates.write(NODE, after.add("stdout", bytes("after")).endRecord(CONTAINER).bytes());
    assertThatThrownBy(seen::open).isInstanceOf(NoSuchFileException.class);
    assertThat(aggregates.text(CONTAINER, "stdout")).isEqualTo("after");
  }

  @Test
  void whoReadsOnGoesOnWhereTheLastPieceEnded() throws IOException {
    byte[] large = large();
    IFileWriter writer = new IFileWriter(APPLICATION, "gz").begin(1);
    aggregates.write(NODE, writer.add(CONTAINER, "stderr", large, 1).finish().bytes());
    ParkedDecoders decoders = aggregates.logs().decoders();
    byte[] got = new byte[large.length];
    for (int at = 0; at < got.length; at += 70_000) {
      int size = Math.min(70_000, got.length - at);
      assertThat(decoders.size()).isEqualTo(at == 0 ? 0 : 1);
      System.arraycopy(piece(at, size), 0, got, at, size);
    }
    assertThat(got).isEqualTo(large);
    assertThat(decoders.size()).isZero();

    // Two readers, one behind the other, and one that comes back.
    assertThat(piece(100_000, 10)).isEqualTo(Arrays.copyOfRange(large, 100_000, 100_010));
    assertThat(piece(50_000, 10)).isEqualTo(Arrays.copyOfRange(large, 50_000, 50_010));
    assertThat(decoders.size()).isEqualTo(2);
    assertThat(piece(120_000, 10)).isEqualTo(Arrays.copyOfRange(large, 120_000, 120_010));
    assertThat(piece(60_000, 10)).isEqualTo(Arrays.copyOfRange(large, 60_000, 60_010));
    assertThat(decoders.size()).isEqualTo(2);
    for (int i = 0; i < 100; i++) {
      piece(1 + 99 - i, 1);
    }
    assertThat(decoders.size()).isEqualTo(16);
  }

  private byte[] piece(int offset, int size) throws IOException {
    try (Content content = aggregates.file(CONTAINER, "stderr").open();
        InputStream in = ((Content.Decoded) content).from(offset)) {
      return in.readNBytes(size);
    }
  }

  @Test
  void oneContentGivesAnyPieces() throws IOException {
    byte[] large = large();
    TFileWriter writer = new TFileWriter("gz", 1000).add("stderr", large).endRecord(CONTAINER);
    aggregates.write(NODE, writer.bytes());
    try (Content content = aggregates.file(CONTAINER, "stderr").open()) {
      for (int offset : new int[] {5, 100_000, 100_010, 7, 299_999, 0}) {
        try (InputStream in = ((Content.Decoded) content).from(offset)) {
          int size = Math.min(10, large.length - offset);
          assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOfRange(large, offset, offset + size));
        }
      }
    }
  }
}
