package io.millpond.clusters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.Limits;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream is one text, whatever becomes of the files it is in, and while it does. */
final class KubeletTest {
  private static final String DIRECTORY = "ns_pod_uid/main";

  @TempDir private Path temp;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private Path directory = Path.of("");
  private LogRoot root;
  private SharedFiles files;
  private PodLogs logs;
  private Kubelet kubelet;

  @BeforeEach
  void open() throws IOException {
    directory = Files.createDirectories(temp.resolve(DIRECTORY));
    root = LogRoot.open(temp);
    files = SharedFiles.start();
    logs = new PodLogs(root, files);
    kubelet = new Kubelet(directory, random);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
    files.close();
  }

  @RepeatedTest(5)
  void theTextIsTheSameAfterEveryStep() throws IOException {
    for (int i = 0; i < 60; i++) {
      kubelet.act();
      byte[] text = kubelet.stdout();
      int from = random.nextInt(text.length + 1);
      assertThat(stdout().length()).as("seed %d, step %d", seed, i).isEqualTo(text.length);
      assertThat(read(from))
          .as("seed %d, step %d", seed, i)
          .isEqualTo(Arrays.copyOfRange(text, from, text.length));
    }
  }

  @Test
  void whoReadsWhileFilesMoveGetsWhatThereWasWhenItBegan() throws IOException {
    for (int i = 0; i < 30; i++) {
      kubelet.write();
    }
    kubelet.rotate();
    kubelet.write();
    byte[] text = kubelet.stdout();
    ByteArrayOutputStream read = new ByteArrayOutputStream();

    try (Content.Decoded content = (Content.Decoded) stdout().open();
        InputStream in = content.from(0)) {
      read.write(in.readNBytes(100));
      kubelet.write();
      kubelet.rotate();
      kubelet.compressOldest();
      kubelet.compressOldest();
      kubelet.restart();
      kubelet.write();
      in.transferTo(read);
    }
    assertThat(read.toByteArray()).as("seed %d", seed).isEqualTo(text);
    assertThat(read(0)).as("seed %d", seed).isEqualTo(kubelet.stdout());
  }

  @Test
  void readersAtWorkNeverSeeAWrongByte() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 0; i < 150; i++) {
                  kubelet.act();
                }
              } catch (IOException | RuntimeException e) {
                failure.set(e);
              }
            });
    Random reader = new Random(seed);
    long longest = 0;
    do {
      StoredFile file = stdout();
      assertThat(file.length()).as("seed %d", seed).isGreaterThanOrEqualTo(longest);
      longest = file.length();
      try (Content.Decoded content = (Content.Decoded) file.open()) {
        long from = reader.nextLong(content.length() + 1);
        byte[] got = content.from(from).readAllBytes();
        byte[] all = kubelet.stdout();
        assertThat(from + got.length).isEqualTo(content.length());
        assertThat(got)
            .as("seed %d", seed)
            .isEqualTo(Arrays.copyOfRange(all, (int) from, (int) content.length()));
      }
    } while (writer.isAlive());
    writer.join();
    assertThat(failure.get()).as("seed %d", seed).isNull();
    assertThat(read(0)).as("seed %d", seed).isEqualTo(kubelet.stdout());
  }

  /** Told of by a failed look, never by a shorter text. */
  @RepeatedTest(2)
  void noFileIsMissedThatIsRenamedWhileItsDirectoryIsRead() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger written = new AtomicInteger();
    Future<?> writer =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < 100; i++) {
            try {
              kubelet.writeLine();
              written.set(kubelet.stdout().length);
              kubelet.rotate();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            for (int seen = looks.get(); i % 3 == 0 && looks.get() == seen; ) {
              Thread.onSpinWait();
            }
          }
        });
    int successes = 0;
    while (!writer.isDone() || successes == 0) {
      try {
        long least = written.get();
        Optional<StoredFile> file = logs.file(DIRECTORY, CriStream.STDOUT);
        assertThat(file.map(StoredFile::length).orElse(0L)).isGreaterThanOrEqualTo(least);
        successes++;
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("renamed");
      } finally {
        looks.incrementAndGet();
      }
    }
    writer.get();
  }

  @Test
  void aDamagedFileEndsTheTextThereAndLeavesWhatFollowsInItsPlace() throws IOException {
    kubelet.write();
    kubelet.write();
    kubelet.rotate();
    kubelet.compressOldest();
    Path compressed = directory.resolve("0.log.20261120-000000.gz");
    byte[] bytes = Files.readAllBytes(compressed);
    Files.write(compressed, Arrays.copyOf(bytes, bytes.length - 8));
    byte[] certain = kubelet.stdout();
    kubelet.write();
    byte[] all = kubelet.stdout();

    assertThat(stdout().length()).isEqualTo(all.length);
    try (Content.Decoded content = (Content.Decoded) stdout().open()) {
      InputStream in = content.from(0);
      assertThat(in.readNBytes(certain.length)).isEqualTo(certain);
      assertThatThrownBy(in::read).isInstanceOf(DamagedFileException.class);
    }
    assertThat(read(certain.length + 1))
        .isEqualTo(Arrays.copyOfRange(all, certain.length + 1, all.length));
  }

  @Test
  void aRecordCutOffByACrashEndsItsLineOnceAnotherFileFollows() throws IOException {
    String head = "2026-11-20T04:02:47Z stdout ";
    Files.writeString(directory.resolve("0.log"), head + "F whole\n" + head + "F cut o");
    assertThat(new String(read(0), StandardCharsets.US_ASCII)).isEqualTo("whole\ncut o");
    Files.move(directory.resolve("0.log"), directory.resolve("0.log.20261120-000000"));
    Files.writeString(directory.resolve("0.log"), head + "P half ");
    assertThat(new String(read(0), StandardCharsets.US_ASCII)).isEqualTo("whole\ncut o\nhalf ");
    Files.move(directory.resolve("0.log"), directory.resolve("0.log.20261120-000001"));
    Files.writeString(directory.resolve("0.log"), head + "F line\n");
    assertThat(new String(read(8), StandardCharsets.US_ASCII)).isEqualTo("t o\nhalf line\n");
    assertThat(new String(read(11), StandardCharsets.US_ASCII)).isEqualTo("\nhalf line\n");
    assertThat(new String(read(12), StandardCharsets.US_ASCII)).isEqualTo("half line\n");
  }

  @Test
  void filesThatAreNoLogsAreLeftAlone() throws IOException {
    kubelet.write();
    byte[] text = kubelet.stdout();
    for (String other :
        new String[] {"0.log.tmp", "0.log.20261120-000000.tmp", "x.log", "0.log.gz", "0.log~"}) {
      Files.writeString(directory.resolve(other), "2026-11-20T04:02:47Z stdout F no\n");
    }
    Files.createDirectory(directory.resolve("7.log"));
    Files.createSymbolicLink(directory.resolve("8.log"), Path.of("/etc/hostname"));
    Files.createSymbolicLink(directory.resolve("9.log"), Path.of("gone"));

    assertThat(read(0)).isEqualTo(text);
  }

  @Test
  void aLinkWithinTheDirectoryIsFollowed() throws IOException {
    kubelet.write();
    byte[] text = kubelet.stdout();
    Path other = Files.createDirectories(temp.resolve("ns_pod_uid/linked"));
    Files.createSymbolicLink(other.resolve("0.log"), Path.of("../main/0.log"));

    StoredFile linked = logs.file("ns_pod_uid/linked", CriStream.STDOUT).orElseThrow();
    assertThat(linked.length()).isEqualTo(text.length);
  }

  @Test
  void aContainerWithTooManyFilesIsRefused() throws IOException {
    for (int i = 1; i <= Limits.MAX_CONTAINER_LOGS; i++) {
      Files.createFile(directory.resolve(i + ".log"));
    }
    assertThatThrownBy(() -> logs.files(DIRECTORY)).isInstanceOf(IOException.class);
    Files.delete(directory.resolve("1.log"));
    assertThat(logs.files(DIRECTORY)).hasSize(2);
  }

  private StoredFile stdout() throws IOException {
    return logs.file(DIRECTORY, CriStream.STDOUT).orElseThrow();
  }

  private byte[] read(long from) throws IOException {
    try (Content.Decoded content = (Content.Decoded) stdout().open();
        InputStream in = content.from(from)) {
      return in.readAllBytes();
    }
  }
}
