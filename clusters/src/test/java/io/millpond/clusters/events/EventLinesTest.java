package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which lines are picked, however they come. */
class EventLinesTest {
  private final List<String> picked = new ArrayList<>();
  private final EventLines lines =
      new EventLines((kind, bytes, from, to) ->
          picked.add(kind + " " + new String(bytes, from, to - from, UTF_8)));

  private void feed(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    lines.feed(bytes, 0, bytes.length);
  }

  @Test
  void picksByTheFirstBytes() {
    feed(Logs.task(1) + Logs.end(7) + "\n{}\ngarbage\n" + Logs.executor("1"));
    assertThat(picked)
        .containsExactly("END " + Logs.end(7).strip(), "EXECUTOR " + Logs.executor("1").strip());
    assertThat(lines.events()).isEqualTo(3);
  }

  @Test
  void namesThatOnlyBeginLikeOneAreOthers() {
    feed("{\"Event\":\"SparkListenerApplicationEnded\",\"Timestamp\":1}\n");
    feed("{\"Event\":\"org.apache.SparkListenerApplicationEnd\"}\n");
    feed("x" + Logs.end(1));
    assertThat(picked).isEmpty();
  }

  @Test
  void aLineWaitsForItsEnd() {
    String end = Logs.end(7).strip();
    feed(end);
    assertThat(picked).isEmpty();
    feed("\n");
    assertThat(picked).containsExactly("END " + end);
  }

  @Test
  void aVeryLongLineIsCutAndTakesBoundedMemory() {
    String begin = "{\"Event\":\"SparkListenerEnvironmentUpdate\",\"x\":\"";
    feed(begin);
    String piece = "y".repeat(1 << 16);
    for (int i = 0; i < 100; i++) {
      feed(piece);
      assertThat(lines.pendingBytes()).isLessThanOrEqualTo(Limits.MAX_EVENT_BYTES);
    }
    feed("\n" + Logs.end(1));
    assertThat(picked).hasSize(2);
    assertThat(picked.getFirst()).hasSize("ENVIRONMENT ".length() + Limits.MAX_EVENT_BYTES);
    assertThat(lines.pendingBytes()).isLessThan(1 << 16);
    feed(begin + "y".repeat(Limits.MAX_EVENT_BYTES * 2) + "\n");
    assertThat(picked.getLast()).isEqualTo(picked.getFirst());
  }

  @Test
  void longLinesOfOtherEventsAreNotKept() {
    feed("{\"Event\":\"SparkListenerTaskEnd\",\"x\":\"");
    for (int i = 0; i < 100; i++) {
      feed("y".repeat(1 << 16));
    }
    assertThat(lines.pendingBytes()).isLessThan(1 << 18);
    feed("\n" + Logs.end(1));
    assertThat(picked).hasSize(1);
  }

  @Test
  void piecesOfAnySizeTellTheSame() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append(Logs.executor("" + i));
        case 1 -> text.append(Logs.end(i));
        case 2 -> text.append("\n\n{\"Event\":\"\n");
        case 3 -> text.append("{\"Event\":\"SparkListenerApplicationEnd\n");
        default -> text.append(Logs.task(i));
      }
    }
    feed(text.toString());
    List<String> whole = List.copyOf(picked);
    assertThat(whole).isNotEmpty();
    picked.clear();
    long events = lines.events();
    for (int at = 0; at < text.length(); ) {
      int to = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 5 : 400));
      feed(text.substring(at, to));
      at = to;
    }
    assertThat(picked).as("seed " + seed).isEqualTo(whole);
    assertThat(lines.events()).as("seed " + seed).isEqualTo(2 * events);
  }
}
