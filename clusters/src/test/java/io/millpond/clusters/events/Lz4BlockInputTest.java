package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.Limits;
import io.millpond.logs.LogFile;
import io.millpond.logs.LogRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipException;
import net.jpountz.lz4.LZ4BlockOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that lz4-java wrote, whole, cut off and damaged. */
class Lz4BlockInputTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  @TempDir Path directory;
  private LogRoot root;

  @BeforeEach
  void open() throws IOException {
    root = LogRoot.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  private byte[] text(int length, boolean random) {
    byte[] text = new byte[length];
    if (random) {
      this.random.nextBytes(text);
    } else {
      byte[] line = Logs.task(250).getBytes(UTF_8);
      for (int i = 0; i < length; i++) {
        text[i] = line[i % line.length];
      }
    }
    return text;
  }

  private static byte[] pack(byte[] text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new LZ4BlockOutputStream(packed, 1 << 10)) {
      out.write(text);
    }
    return packed.toByteArray();
  }

  private byte[] unpack(byte[] packed) throws IOException {
    Path path = Files.write(directory.resolve("x"), packed);
    LogInput input = new LogInput();
    try (LogFile file = root.open("x")) {
      input.attach(file);
      return new Lz4BlockInput(input).readAllBytes();
    } finally {
      // A file that is cut off and written anew is flushed to the disk by some file systems.
      Files.delete(path);
    }
  }

  @Test
  void readsWhatTheLibraryWrote() throws IOException {
    for (int length : new int[] {0, 1, 1023, 1024, 1025, 10_000}) {
      for (boolean noise : new boolean[] {false, true}) {
        byte[] text = text(length, noise);
        assertThat(unpack(pack(text))).as("seed " + seed).isEqualTo(text);
      }
    }
  }

  @Test
  void streamsMayFollowEachOther() throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(pack("one".getBytes(UTF_8)));
    two.writeBytes(pack("two".getBytes(UTF_8)));
    assertThat(unpack(two.toByteArray())).isEqualTo("onetwo".getBytes(UTF_8));
  }

  @Test
  void endsAtABlockThatIsCutOffAndGoesOnWithItsRest() throws IOException {
    byte[] text = text(5000, false);
    byte[] packed = pack(text);
    for (int cut = 0; cut < packed.length; cut++) {
      Path path = directory.resolve("x");
      Files.write(path, Arrays.copyOf(packed, cut));
      LogInput input = new LogInput();
      Lz4BlockInput in = new Lz4BlockInput(input);
      byte[] first;
      try (LogFile file = root.open("x")) {
        input.attach(file);
        first = in.readAllBytes();
        assertThat(in.read()).isEqualTo(-1);
      }
      assertThat(first.length % 1024 == 0 || first.length == text.length).isTrue();
      Files.write(path, Arrays.copyOfRange(packed, cut, packed.length), StandardOpenOption.APPEND);
      try (LogFile file = root.open("x")) {
        input.attach(file);
        byte[] rest = in.readAllBytes();
        assertThat(first.length + rest.length).isEqualTo(text.length);
        assertThat(rest).isEqualTo(Arrays.copyOfRange(text, first.length, text.length));
      }
      Files.delete(path);
    }
  }

  @Test
  void damageIsNoticedAndNothingWorse() throws IOException {
    byte[] text = text(5000, false);
    byte[] packed = pack(text);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = packed.clone();
      int hits = 1 + random.nextInt(4);
      for (int hit = 0; hit < hits; hit++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        byte[] read = unpack(damaged);
        int same = Arrays.mismatch(text, read);
        assertThat(same == -1 || same == read.length).as("seed " + seed).isTrue();
      } catch (ZipException expected) {
        // Damaged.
      }
    }
  }

  @Test
  void aBlockOfAbsurdLengthIsDamage() throws IOException {
    byte[] packed = pack(text(2000, false));
    ByteBuffer.wrap(packed)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(9, Limits.MAX_LZ4_BLOCK_BYTES + 1);
    assertThatThrownBy(() -> unpack(packed)).isInstanceOf(ZipException.class);
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(9, -1);
    assertThatThrownBy(() -> unpack(packed)).isInstanceOf(ZipException.class);
  }
}
