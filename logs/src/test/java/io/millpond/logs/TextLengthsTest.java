package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextLengthsTest {
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-11-20T05:00:00Z"));

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path temp;
  private LogRoot root;
  private final TextLengths lengths = new TextLengths();

  @BeforeEach
  void open() throws IOException {
    root = LogRoot.open(temp);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
    assertThat(OpenFiles.count()).isZero();
  }

  private byte[] write(String name, int bytes) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(temp.resolve(name)))) {
      out.write(new byte[bytes]);
    }
    Files.setLastModifiedTime(temp.resolve(name), TIME);
    return Files.readAllBytes(temp.resolve(name));
  }

  private TextLengths.Counted count(String name) throws IOException {
    return lengths.count(root, name, root.status(name), PATIENCE);
  }

  @Test
  void countsEachFileOnce() throws IOException {
    write("a.gz", 300_000);
    FileStatus status = root.status("a.gz");
    assertThat(count("a.gz").bytes()).isEqualTo(300_000);
    Files.delete(temp.resolve("a.gz"));
    TextLengths.Counted again = lengths.count(root, "a.gz", status, PATIENCE);
    assertThat(again.bytes()).isEqualTo(300_000);
    assertThat(again.whole()).isTrue();
    write("b.gz", 5);
    FileStatus other = root.status("b.gz");
    Files.delete(temp.resolve("b.gz"));
    assertThatThrownBy(() -> lengths.count(root, "b.gz", other, PATIENCE))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void countsAgainWhatHasChanged() throws IOException {
    write("a.gz", 1000);
    assertThat(count("a.gz").bytes()).isEqualTo(1000);
    write("a.gz", 2000);
    Files.setLastModifiedTime(
        temp.resolve("a.gz"), FileTime.from(TIME.toInstant().plusNanos(1_000_000)));
    assertThat(count("a.gz").bytes()).isEqualTo(2000);
  }

  @Test
  void countsTheFileThatIsThereNotTheOneThatWasListed() throws IOException {
    write("a.gz", 1000);
    FileStatus listed = root.status("a.gz");
    Files.delete(temp.resolve("a.gz"));
    write("a.gz", 70_000);
    TextLengths.Counted counted = lengths.count(root, "a.gz", listed, PATIENCE);
    assertThat(counted.bytes()).isEqualTo(70_000);
    assertThat(counted.file().size()).isEqualTo(Files.size(temp.resolve("a.gz")));
  }

  @Test
  void saysWhereAFileIsNotWhole() throws IOException {
    byte[] whole = write("a.gz", 100_000);
    for (int length : List.of(0, 3, 17, 18, whole.length / 2, whole.length - 1)) {
      Files.write(temp.resolve("a.gz"), Arrays.copyOf(whole, length));
      TextLengths.Counted counted = count("a.gz");
      assertThat(counted.whole()).as("%d", length).isFalse();
      assertThat(counted.bytes()).isBetween(0L, 100_000L);
    }
  }

  @Test
  void takesAFileThatIsOnlyCalledCompressedForTheTextItIs() throws IOException {
    Files.writeString(temp.resolve("a.gz"), "nothing but text, and enough of it");
    assertThat(count("a.gz").bytes()).isEqualTo(34);
    assertThat(count("a.gz").whole()).isTrue();
  }

  @Test
  void whoDoesNotWaitIsToldSoAndFindsItCountedLater() throws IOException {
    write("a.gz", 200_000_000);
    FileStatus status = root.status("a.gz");
    assertThatThrownBy(() -> lengths.count(root, "a.gz", status, Duration.ZERO))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is being counted");
    assertThat(lengths.count(root, "a.gz", status, PATIENCE).bytes()).isEqualTo(200_000_000);
    assertThat(lengths.count(root, "a.gz", status, Duration.ZERO).bytes()).isEqualTo(200_000_000);
  }

  @Test
  void whoIsGoneDoesNotWait() throws IOException {
    write("a.gz", 1000);
    FileStatus status = root.status("a.gz");
    assertThatThrownBy(() -> lengths.count(root, "a.gz", status, PATIENCE, () -> true))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(count("a.gz").bytes()).isEqualTo(1000);
  }

  @Test
  void manyMayAskAtOnce() throws IOException {
    write("a.gz", 20_000_000);
    List<CompletableFuture<Long>> asking = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      asking.add(
          CompletableFuture.supplyAsync(() -> {
            try {
              return count("a.gz").bytes();
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }));
    }
    assertThat(asking).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(20_000_000));
  }
}
