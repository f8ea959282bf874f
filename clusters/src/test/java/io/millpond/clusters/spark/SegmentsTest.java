package io.millpond.clusters.spark;

import static io.millpond.clusters.CutLog.Ending.BROKEN;
import static io.millpond.clusters.CutLog.Ending.LINE;
import static io.millpond.clusters.CutLog.Ending.WITHIN_LINE;
import static io.millpond.clusters.CutLog.GROWING;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.CutLog;
import io.millpond.clusters.LogsText;
import io.millpond.clusters.StreamFile;
import io.millpond.logs.LogRoot;
import io.millpond.logs.OpenFiles;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The logs of a container as segments. */
final class SegmentsTest {
  @TempDir Path temp;
  private SharedFiles files;
  private LogRoot root;
  private ContainerFiles containers;
  private Place place;
  private Path directory;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectories(temp.resolve("app/0"));
    files = SharedFiles.start();
    root = LogRoot.openWithoutLinks(temp);
    containers = new ContainerFiles(files);
    place = new Place(root, "app/0");
  }

  @AfterEach
  void stop() throws IOException {
    root.close();
    files.close();
    assertThat(OpenFiles.count()).as("files left open").isZero();
  }

  private List<StreamFile> logs() throws IOException {
    return containers.logs(place, Optional.of(Instant.EPOCH), () -> false);
  }

  private static List<String> told(List<StreamFile> logs) {
    return logs.stream()
        .map(part -> part.stream() + " " + part.number() + " " + part.file().name())
        .toList();
  }

  private static byte[] stderr(List<StreamFile> logs) throws IOException {
    return LogsText.of(logs).getOrDefault("stderr", new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void segmentsComeOnceAndInOrder(boolean compressed) throws IOException {
    try (Roller roller = new Roller(directory, "stderr", compressed, 0)) {
      for (int i = 0; i < 12; i++) {
        roller.write(5);
        roller.roll();
      }
      roller.write(3);
    }
    Files.writeString(directory.resolve("gc.log"), "x");
    Files.writeString(directory.resolve("job.jar"), "no log");
    List<StreamFile> logs = logs();
    assertThat(logs).hasSize(14);
    assertThat(told(logs)).contains("gc.log 0 gc.log", "stderr 12 stderr-active");
    assertThat(stderr(logs)).isEqualTo(Roller.text(0, 63));
    assertThat(logs.get(1).notBefore()).contains(Instant.EPOCH);
    assertThat(logs.get(2).notBefore().orElseThrow()).isAfter(Instant.EPOCH);
  }

  @Test
  void aCompressedCopyOfWhatIsStillThereIsLeftOut() throws IOException {
    Files.write(directory.resolve("stderr"), Roller.text(0, 10));
    Path copy = directory.resolve("stderr--2026-11-20--03-16.gz");
    Roller.gzip(directory.resolve("stderr"), copy);
    byte[] whole = Files.readAllBytes(copy);
    Files.write(copy, Arrays.copyOf(whole, whole.length - 9));
    assertThat(told(logs())).containsExactly("stderr 0 stderr-active");
    assertThat(stderr(logs())).isEqualTo(Roller.text(0, 10));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsRolledBeforeItIsReadIsReadAllTheSame(boolean compressed) throws IOException {
    try (Roller roller = new Roller(directory, "stderr", compressed, 0)) {
      roller.write(5);
      roller.roll();
      roller.write(3);
      List<StreamFile> logs = logs();
      roller.roll();
      roller.write(4);
      roller.roll();
      roller.write(1);
      assertThat(stderr(logs)).isEqualTo(Roller.text(0, 13));
    }
  }

  @Test
  void aStreamThatIsRolledForTheFirstTimeBeforeItIsReadIsReadWhole() throws IOException {
    try (Roller roller = new Roller(directory, "stderr", true, 0)) {
      roller.write(5);
      List<StreamFile> logs = logs();
      assertThat(told(logs)).containsExactly("stderr 0 stderr");
      roller.roll();
      roller.write(4);
      assertThat(stderr(logs)).isEqualTo(Roller.text(0, 9));
    }
  }

  @Test
  void allIsThereWhereverItWasCutAndWhatItEndsWithIsKnown() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      Path own = Files.createDirectories(directory.resolveSibling("r" + round));
      StringBuilder text = new StringBuilder();
      while (text.length() < 200) {
        text.append("x".repeat(random.nextInt(round % 4 == 0 ? 150 : 20))).append('\n');
      }
      byte[] all = text.toString().getBytes(StandardCharsets.UTF_8);
      cut(own, all, random);
      List<StreamFile> logs =
          containers.logs(new Place(root, "app/r" + round), Optional.empty(), () -> false);
      assertThat(stderr(logs)).isEqualTo(all);
      int length = 0;
      for (StreamFile file : logs) {
        CutLog.Part part = file.part().orElseThrow();
        CutLog.Ending before = length == 0 || all[length - 1] == '\n' ? LINE : WITHIN_LINE;
        assertThat(part.log().endingBefore(part.index())).isEqualTo(before);
        byte[] bytes = LogsText.of(file.file());
        length += bytes.length;
        assertThat(part.log().pieces().get(part.index()).bytes())
            .isEqualTo(part.index() == logs.size() - 1 ? GROWING : bytes.length);
      }
    }
  }

  @Test
  void aSegmentThatSomebodyCompressesBeforeItIsReadIsReadAllTheSame() throws IOException {
    Path plain = directory.resolve("stderr--2026-11-20--03");
    Files.write(plain, Roller.text(0, 10));
    Files.write(directory.resolve("stderr"), Roller.text(10, 20));
    List<StreamFile> logs = logs();
    Roller.gzip(plain, directory.resolve(plain.getFileName() + ".gz"));
    Files.delete(plain);
    assertThat(stderr(logs)).isEqualTo(Roller.text(0, 20));
  }

  @Test
  void nothingGoesOnBehindASegmentThatIsDamagedOrGone() throws IOException {
    Path cut = directory.resolve("stderr--2026-11-20--03.gz");
    Path gone = directory.resolve("stderr--2026-11-20--04");
    Files.write(gone, Roller.text(0, 10));
    Roller.gzip(gone, cut);
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 30));
    Files.write(gone, Roller.text(10, 20));
    Files.write(directory.resolve("stderr"), Roller.text(20, 30));
    CutLog log = logs().getFirst().part().orElseThrow().log();
    Files.delete(gone);
    assertThat(log.ending(0)).isEqualTo(BROKEN);
    assertThat(log.ending(1)).isEqualTo(BROKEN);
    Files.write(gone, Roller.text(10, 20));
    assertThat(log.ending(1)).isEqualTo(BROKEN);
  }

  private static void cut(Path own, byte[] all, Random random) throws IOException {
    int from = 0;
    for (int i = 0; i < 5; i++) {
      int to = Math.min(all.length, from + random.nextInt(60));
      Path plain = own.resolve("stderr--2026-11-20--03-1" + i);
      Files.write(plain, Arrays.copyOfRange(all, from, to));
      if (i < 4 && random.nextBoolean()) {
        Roller.gzip(plain, own.resolve(plain.getFileName() + ".gz"));
        Files.delete(plain);
      }
      from = to;
    }
    Files.write(own.resolve("stderr"), Arrays.copyOfRange(all, from, all.length));
  }

  @Test
  void logsOfTwoRollersAreOneStream() throws IOException {
    Files.write(directory.resolve("stderr"), Roller.text(20, 30));
    Files.write(directory.resolve("stderr--2026-11-20--03"), Roller.text(10, 20));
    Files.write(directory.resolve("stderr-2026-11-20-02"), Roller.text(0, 10));
    assertThat(told(logs()))
        .containsExactly(
            "stderr 0 stderr-2026-11-20-02",
            "stderr 1 stderr--2026-11-20--03",
            "stderr 2 stderr-active");
  }
}
