package io.millpond.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RolledNameTest {
  @ParameterizedTest
  @CsvSource({
    "stderr--2026-11-20, stderr, 2026-11-20, -1, false",
    "stderr--2026-11-20--03, stderr, 2026-11-20--03, -1, false",
    "stdout--2026-11-20--03-17, stdout, 2026-11-20--03-17, -1, false",
    "stderr--2026-11-20--03-17-05, stderr, 2026-11-20--03-17-05, -1, false",
    "stderr--2026-11-20--03-14-39--0899, stderr, 2026-11-20--03-14-39--0899, -1, false",
    "stderr--2026-11-20--03-14-39--0899.gz, stderr, 2026-11-20--03-14-39--0899, -1, true",
    "stderr--2026-11-20--03--0, stderr, 2026-11-20--03, 0, false",
    "stderr--2026-11-20--03--12.gz, stderr, 2026-11-20--03, 12, true",
    "stderr--2026-11-20--03-14-39--0899--7.gz, stderr, 2026-11-20--03-14-39--0899, 7, true",
  })
  void knowsWhatAWorkerRolls(
      String name, String stream, String time, int number, boolean compressed) {
    assertThat(RolledName.parse(name)).contains(new RolledName(stream, time, number, compressed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stderr",
        "stderr-active",
        "stderr-2026-11-20-03",
        "stderr-2026-11-20--03",
        "stderr--2026-11-20-03",
        "stderr--2026-11-20--3--",
        "stderr--2026-11-20.zst",
        "stderr--2026-11-20.gz.gz",
        "stderr--2026-11-20\n",
        "stderr--2026-11-20--123456",
        "xstderr--2026-11-20",
        "gc.log--2026-11-20",
        "",
      })
  void takesNothingElseForASegment(String name) {
    assertThat(RolledName.parse(name)).isEmpty();
  }

  @Test
  void sortsByTimeAndThenByNumberNotByTheBytesOfTheName() {
    List<String> ordered =
        List.of(
            "stderr--2026-11-19--23.gz",
            "stderr--2026-11-20--01.gz",
            "stderr--2026-11-20--01--0.gz",
            "stderr--2026-11-20--01--1.gz",
            "stderr--2026-11-20--01--2",
            "stderr--2026-11-20--01--10.gz",
            "stderr--2026-11-20--02.gz");
    long seed = System.nanoTime();
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(
            shuffled.stream()
                .map(name -> RolledName.parse(name).orElseThrow())
                .sorted(RolledName.OLDEST_FIRST)
                .toList())
        .as("seed %d", seed)
        .isEqualTo(ordered.stream().map(name -> RolledName.parse(name).orElseThrow()).toList());
  }

  @Test
  void isNotConfusedByWhateverNames() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "stderrout-0123456789.gz\0\n/é\uD83D";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder(random.nextBoolean() ? "stderr--2026-11-20" : "");
      for (int n = random.nextInt(30); n > 0; n--) {
        name.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      RolledName.parse(name.toString())
          .ifPresent(parsed ->
              assertThat(name.toString())
                  .as("seed %d", seed)
                  .startsWith(parsed.stream() + "--" + parsed.time()));
      LogNames.isLog(name.toString());
      LogUrl.parse(name.toString());
      SparkIds.isPossible(name.toString());
    }
  }
}
