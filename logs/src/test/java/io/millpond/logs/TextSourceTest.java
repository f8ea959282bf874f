package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSourceTest {
  @TempDir Path temp;
  private LogRoot root;
  private long descriptors;

  @BeforeEach
  void open() throws IOException {
    root = LogRoot.open(temp);
    descriptors = Trees.openDescriptors();
  }

  @AfterEach
  void close() throws IOException {
    assertThat(OpenFiles.count()).isZero();
    assertThat(Trees.openDescriptors()).isEqualTo(descriptors);
    root.close();
  }

  private ByteSource source(String name, byte[] content) throws IOException {
    Files.write(temp.resolve(name), content);
    return TextSource.open(root, name);
  }

  private static byte[] compress(Compression compression, byte[] text) {
    if (compression == Compression.ZSTD) {
      return Zstd.compress(text);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] text(int length) {
    Random random = new Random(length);
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) (random.nextInt(40) == 0 ? '\n' : 'a' + random.nextInt(6));
    }
    return text;
  }

  /** What can be read before the end or the damage. */
  private static byte[] readAll(ByteSource source) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(7001);
    try {
      while (source.read(buffer, all.size()) >= 0) {
        all.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    } catch (DamagedFileException e) {
      assertThat(e.certainBytes()).isEqualTo(all.size());
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void readsSeveralMembersAsOneText(Compression compression) throws IOException {
    byte[] text = text(300_000);
    byte[] file =
        join(
            compress(compression, Arrays.copyOf(text, 100_000)),
            compress(compression, new byte[0]),
            compress(compression, Arrays.copyOfRange(text, 100_000, text.length)));
    try (ByteSource source = source("log" + compression.suffix(), file)) {
      assertThat(source).isInstanceOf(DecompressedSource.class);
      assertThat(readAll(source)).isEqualTo(text);
      assertThat(source.size()).isEqualTo(300_000);
      assertThat(source.read(ByteBuffer.allocate(1), 300_000)).isEqualTo(-1);
      assertThat(source.read(ByteBuffer.allocate(1), Long.MAX_VALUE)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void readsAtAnyPosition(Compression compression) throws IOException {
    byte[] text = text(1_500_000);
    long seed = 20261120;
    Random random = new Random(seed);
    try (ByteSource source = source("log" + compression.suffix(), compress(compression, text))) {
      for (int i = 0; i < 60; i++) {
        if (i == 30) {
          assertThat(source.size()).isEqualTo(text.length);
        }
        int position = random.nextInt(text.length);
        ByteBuffer buffer = ByteBuffer.allocate(1 + random.nextInt(100_000));
        int count = source.read(buffer, position);
        assertThat(count).as("seed %d, read %d", seed, i).isPositive();
        assertThat(Arrays.copyOf(buffer.array(), count))
            .as("seed %d, read %d", seed, i)
            .isEqualTo(Arrays.copyOfRange(text, position, position + count));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void tellsWhereAFileIsCutOff(Compression compression) throws IOException {
    byte[] text = text(2_000);
    byte[] first = compress(compression, Arrays.copyOf(text, 1_000));
    byte[] file = join(first, compress(compression, Arrays.copyOfRange(text, 1_000, 2_000)));
    for (int cut = Compression.MAGIC_BYTES; cut < file.length; cut++) {
      try (ByteSource source = source("log" + compression.suffix(), Arrays.copyOf(file, cut))) {
        byte[] certain = readAll(source);
        assertThat(certain).as("cut at %d", cut).isEqualTo(Arrays.copyOf(text, certain.length));
        assertThat(source.size()).isEqualTo(certain.length);
        if (cut == first.length) {
          assertThat(source.read(ByteBuffer.allocate(1), 1_000)).isEqualTo(-1);
        } else {
          assertThatThrownBy(() -> source.read(ByteBuffer.allocate(1), certain.length))
              .as("cut at %d", cut)
              .isInstanceOf(DamagedFileException.class);
        }
      }
    }
  }

  @Test
  void noticesAnyChangedByte() throws IOException {
    byte[] text = text(20_000);
    byte[] file = compress(Compression.GZIP, text);
    for (int i = Compression.MAGIC_BYTES; i < file.length; i += i < 20 ? 1 : 97) {
      byte[] broken = file.clone();
      broken[i] ^= 0x55;
      try (ByteSource source = source("log.gz", broken)) {
        byte[] found = readAll(source);
        boolean damaged = false;
        try {
          source.read(ByteBuffer.allocate(1), found.length);
        } catch (DamagedFileException e) {
          damaged = true;
        }
        assertThat(damaged || Arrays.equals(found, text)).as("byte %d", i).isTrue();
      }
    }
  }

  @Test
  void readsEveryGzipHeader() throws IOException {
    byte[] plain = compress(Compression.GZIP, text(100));
    byte[] file =
        join(
            new byte[] {0x1f, (byte) 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3},
            new byte[] {3, 0, 'x', 'y', 'z'},
            new byte[] {'n', 'a', 'm', 'e', 0, 'c', 0, 7, 7},
            Arrays.copyOfRange(plain, 10, plain.length),
            new byte[1000]);
    try (ByteSource source = source("log.gz", file)) {
      assertThat(readAll(source)).isEqualTo(text(100));
      assertThat(source.size()).isEqualTo(100);
      assertThat(source.read(ByteBuffer.allocate(1), 100)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void doesNotTakeGarbageForTheEnd(Compression compression) throws IOException {
    byte[] file = join(compress(compression, text(100)), new byte[] {'j', 'u', 'n', 'k', '!'});
    try (ByteSource source = source("log" + compression.suffix(), file)) {
      assertThat(readAll(source)).isEqualTo(text(100));
      assertThatThrownBy(() -> source.read(ByteBuffer.allocate(1), 100))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageNotContaining(temp.toString());
    }
  }

  /** A gibibyte of one letter in 32 KiB: run-length blocks, made by hand from RFC 8878. */
  @Test
  void stopsABomb() throws IOException {
    int blocks = 8192;
    ByteBuffer bomb = ByteBuffer.allocate(6 + 4 * blocks).order(ByteOrder.LITTLE_ENDIAN);
    bomb.putInt(0xFD2FB528).put((byte) 0).put((byte) (7 << 3));
    for (int i = 1; i <= blocks; i++) {
      bomb.putInt((1 << 17 << 3) | (1 << 1) | (i == blocks ? 1 : 0) | ('x' << 24));
    }
    try (ByteSource source = source("log.zst", bomb.array())) {
      assertThat(source.size()).isLessThan(Limits.MAX_DECOMPRESSION_RATIO * (bomb.capacity() + 99));
      assertThatThrownBy(() -> source.read(ByteBuffer.allocate(1), source.size()))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageContaining("measure");
    }
  }

  @Test
  void refusesAWindowThatEatsMemory() throws IOException {
    byte[] huge = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (21 << 3), 1, 0, 0};
    try (ByteSource source = source("log.zst", huge)) {
      assertThatThrownBy(() -> source.read(ByteBuffer.allocate(1), 0))
          .isInstanceOf(DamagedFileException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"log.gz", "log.zst", "log", ".gz"})
  void readsWhatIsNotCompressedAsItIs(String name) throws IOException {
    try (ByteSource source = source(name, text(100))) {
      assertThat(source).isInstanceOf(LogFile.class);
      assertThat(readAll(source)).isEqualTo(text(100));
    }
    try (ByteSource source = source(name, new byte[0])) {
      assertThat(source.size()).isZero();
    }
    byte[] gzip = compress(Compression.GZIP, text(9));
    try (ByteSource source = source("named-otherwise", gzip)) {
      assertThat(readAll(source)).isEqualTo(gzip);
    }
    assertThatThrownBy(() -> TextSource.open(root, "none.gz"))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void endsBeforeItHasComeToAPlaceThatNobodyWantsAnyLonger() throws IOException {
    byte[] text = new byte[20 * Limits.DECOMPRESSED_CHUNK_BYTES];
    int last = text.length - 1;
    try (ByteSource source = source("a.gz", compress(Compression.GZIP, text))) {
      DecompressedSource decompressed = (DecompressedSource) source;
      AtomicInteger asked = new AtomicInteger();
      decompressed.endWhen(() -> asked.incrementAndGet() == 3);
      assertThatThrownBy(() -> source.read(ByteBuffer.allocate(1), last))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(asked).hasValue(3);
      assertThat(source.read(ByteBuffer.allocate(1), last)).isOne();
    }
  }

  @Test
  void goesOnAfterAnInterrupt() throws IOException {
    byte[] text = text(1_000_000);
    try (ByteSource source = source("log.gz", compress(Compression.GZIP, text))) {
      source.read(ByteBuffer.allocate(10), 1000);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> source.read(ByteBuffer.allocate(10), 900_000))
          .isInstanceOfAny(ClosedByInterruptException.class, InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(readAll(source)).isEqualTo(text);
    }
  }
}
