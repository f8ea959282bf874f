package io.millpond.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reads a stream again and again while a worker rolls it as fast as it can. The lines are numbered:
 * what is read must be lines in a row without a gap or a repetition, whole, and no fewer than had
 * been written before. A reading may break off, and then is not counted.
 */
@Timeout(240)
final class RollingLedgerTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"false, 0, 300", "true, 0, 300", "false, 5, 800", "true, 5, 400"})
  void everyReadingIsAPieceOfTheLedger(boolean compress, int retained, int rolls) throws Exception {
    readWhileItRolls(compress, retained, rolls);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"false, 5, 3000", "true, 5, 1000"})
  void soItIsForLong(boolean compress, int retained, int rolls) throws Exception {
    readWhileItRolls(compress, retained, rolls);
  }

  private void readWhileItRolls(boolean compress, int retained, int rolls) throws Exception {
    long seed = System.nanoTime();
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong written = new AtomicLong();
    Path directory = temp.resolve("app/0");
    try (SharedFiles files = SharedFiles.start();
        LogRoot root = LogRoot.openWithoutLinks(temp);
        Roller roller = new Roller(directory, "stderr", compress, retained)) {
      ContainerFiles containers = new ContainerFiles(files);
      Place place = new Place(root, "app/0");
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> {
            try {
              write(roller, rolls, new Random(seed), written);
            } finally {
              done.set(true);
            }
          });
      int whole = 0;
      int brokenOff = 0;
      boolean last = false;
      while (!last) {
        last = done.get();
        long before = written.get();
        try {
          check(containers, place, retained == 0 ? 0 : -1, before, seed);
          whole++;
        } catch (IOException e) {
          brokenOff++;
        }
      }
      writer.get();
      assertThat(whole).as("seed %d, %d broken off", seed, brokenOff).isPositive();
      check(containers, place, retained == 0 ? 0 : -1, written.get(), seed);
    }
  }

  private static void write(Roller roller, int rolls, Random random, AtomicLong written) {
    try {
      for (int roll = 0; roll < rolls; roll++) {
        for (int i = random.nextInt(4); i >= 0; i--) {
          roller.write(1 + random.nextInt(20));
          written.set(roller.lines());
        }
        roller.roll();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** {@code first} is -1 where the oldest segments may have gone. */
  private static void check(
      ContainerFiles containers, Place place, long first, long atLeast, long seed)
      throws IOException {
    Optional<StoredFile> file = containers.find(place, "stderr");
    if (file.isEmpty()) {
      throw new IOException("not there for a moment");
    }
    byte[] bytes;
    try (Content content = file.get().open()) {
      bytes = Stored.bytes(content, 0);
      assertThat((long) bytes.length).as("seed %d", seed).isEqualTo(content.length());
    }
    int lines = bytes.length / Roller.LINE_BYTES;
    assertThat(bytes.length % Roller.LINE_BYTES).as("seed %d", seed).isZero();
    if (lines == 0) {
      assertThat(first < 0 || atLeast == 0).as("seed %d", seed).isTrue();
      return;
    }
    long begin =
        Long.parseLong(new String(bytes, 0, Roller.LINE_BYTES - 1, StandardCharsets.UTF_8));
    if (first >= 0) {
      assertThat(begin).as("seed %d", seed).isEqualTo(first);
    }
    assertThat(bytes).as("seed %d", seed).isEqualTo(Roller.text(begin, begin + lines));
    assertThat(begin + lines).as("seed %d", seed).isGreaterThanOrEqualTo(atLeast);
  }
}
