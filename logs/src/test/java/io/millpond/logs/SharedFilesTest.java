package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFilesTest {
  @TempDir Path directory;
  private LogRoot root;
  private SharedFiles files;
  private long openBefore;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(directory.resolve("log"), "one\ntwo\n");
    root = LogRoot.open(directory);
    files = SharedFiles.start();
    openBefore = OpenFiles.count();
  }

  @AfterEach
  void close() throws IOException {
    files.close();
    root.close();
  }

  private static String text(SharedFiles.Lease lease) throws IOException {
    ByteBuffer bytes = lease.mapped(0, (int) lease.size());
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  @Test
  void readersOfOneFileShareIt() throws IOException {
    try (SharedFiles.Lease one = files.open(root, "log");
        SharedFiles.Lease other = files.open(root, "log")) {
      assertThat(OpenFiles.count()).isEqualTo(openBefore + 1);
      assertThat(text(one)).isEqualTo("one\ntwo\n");
      ByteBuffer read = ByteBuffer.allocate(3);
      other.read(read, 4);
      assertThat(read.flip()).isEqualTo(ByteBuffer.wrap("two".getBytes(StandardCharsets.UTF_8)));
    }
    try (SharedFiles.Lease again = files.open(root, "log")) {
      assertThat(OpenFiles.count()).isEqualTo(openBefore + 1);
      assertThat(text(again)).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void aFileThatTookTheNameIsSeenAtOnce() throws IOException {
    try (SharedFiles.Lease old = files.open(root, "log")) {
      Files.writeString(directory.resolve("next"), "new");
      Files.move(
          directory.resolve("next"), directory.resolve("log"), StandardCopyOption.ATOMIC_MOVE);
      try (SharedFiles.Lease now = files.open(root, "log")) {
        assertThat(text(now)).isEqualTo("new");
      }
      assertThat(text(old)).isEqualTo("one\ntwo\n");
    }
    Files.delete(directory.resolve("log"));
    assertThatThrownBy(() -> files.open(root, "log")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFileThatTookAHotNameIsSeenWithinAMoment() throws IOException {
    for (int i = 0; i < 3 * Limits.SHARED_NAME_STREAK; i++) {
      files.open(root, "log").close();
    }
    Files.writeString(directory.resolve("next"), "new");
    Files.move(directory.resolve("next"), directory.resolve("log"), StandardCopyOption.ATOMIC_MOVE);
    long moved = System.nanoTime();
    while (System.nanoTime() - moved <= Limits.SHARED_NAME_TRUST.toNanos()) {
      Thread.onSpinWait();
    }
    try (SharedFiles.Lease now = files.open(root, "log")) {
      assertThat(text(now)).isEqualTo("new");
    }
  }

  @Test
  void growthIsSeenAtOnce() throws IOException {
    try (SharedFiles.Lease before = files.open(root, "log")) {
      Files.writeString(directory.resolve("log"), "three\n", StandardOpenOption.APPEND);
      try (SharedFiles.Lease now = files.open(root, "log")) {
        assertThat(text(now)).isEqualTo("one\ntwo\nthree\n");
      }
      assertThat(text(before)).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void aFileThatWasCutOffIsNotMapped() throws IOException {
    try (SharedFiles.Lease lease = files.open(root, "log")) {
      Files.writeString(directory.resolve("log"), "");
      assertThatThrownBy(() -> lease.mapped(0, 8)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aDeletedFileThatNobodyReadsIsLetGo() throws IOException {
    files.open(root, "log").close();
    Files.delete(directory.resolve("log"));
    assertThat(files.size()).isOne();
    await()
        .atMost(Limits.SHARED_FILE_SWEEP.plus(Duration.ofMinutes(1)))
        .until(() -> files.size() == 0 && OpenFiles.count() == openBefore);
  }

  @Test
  void aMappingTheKernelStillReadsIsLetGoLater() throws Exception {
    Path log = directory.resolve("large");
    Files.write(log, new byte[1 << 20]);
    Pipe pipe = Pipe.open();
    SharedFiles.Lease reader = files.open(root, "large");
    ByteBuffer bytes = reader.mapped(0, 1 << 20);
    Thread writer = Thread.ofPlatform().start(() -> writeAll(pipe, bytes));
    ByteBuffer first = ByteBuffer.allocate(1);
    while (first.hasRemaining()) {
      pipe.source().read(first);
    }
    reader.close();
    Files.write(log, new byte[1], StandardOpenOption.APPEND);

    files.open(root, "large").close(); // takes the place of the one that is still mapped

    ByteBuffer rest = ByteBuffer.allocate(1 << 16);
    for (int left = (1 << 20) - 1; left > 0; left -= pipe.source().read(rest.clear())) {}
    writer.join();
    await()
        .atMost(Limits.SHARED_FILE_IDLE.plus(Duration.ofMinutes(1)))
        .until(() ->
            Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .noneMatch(line -> line.endsWith(log.toString())));
  }

  private static void writeAll(Pipe pipe, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        pipe.sink().write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readersKeepTheirFileWhenAllIsClosed() throws IOException {
    try (SharedFiles.Lease lease = files.open(root, "log")) {
      files.close();
      assertThat(text(lease)).isEqualTo("one\ntwo\n");
    }
    assertThat(OpenFiles.count()).isEqualTo(openBefore);
  }
}
