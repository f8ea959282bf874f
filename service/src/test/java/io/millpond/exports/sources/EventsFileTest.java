package io.millpond.exports.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.NamedFiles;
import io.millpond.exports.Limits;
import io.millpond.exports.search.EventSource;
import io.millpond.exports.search.LifecycleEvent;
import io.millpond.logs.OpenFiles;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsFileTest {
  private static final String GOOD =
      "{\"time\":\"2026-11-20T05:00:00.5+01:00\",\"eventType\":\"CREATING\",\"message\":\"m\"}";

  @TempDir Path temp;
  private final SharedFiles shared = SharedFiles.start();
  private final Told told = new Told();

  @AfterEach
  void stop() {
    shared.close();
    assertThat(OpenFiles.count()).as("files left open").isZero();
  }

  private static final class Told implements EventSource.Sink {
    final List<LifecycleEvent> events = new ArrayList<>();
    final List<Long> offsets = new ArrayList<>();
    int unreadable;
    long bytes;

    @Override
    public void event(LifecycleEvent event, long offset) {
      events.add(event);
      offsets.add(offset);
    }

    @Override
    public void unreadable() {
      unreadable++;
    }

    @Override
    public void progress(long count) {
      bytes += count;
    }
  }

  private void read(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("etl.events.jsonl"), text);
    try (NamedFiles named = new NamedFiles(shared)) {
      new EventsFile(named.find(file, "events").orElseThrow()).read(told);
    }
    assertThat(told.bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void aLineIsAnEvent() throws IOException {
    read(
        GOOD
            + "\n\n"
            + "{\"details\":{\"a\": [1, \"é\"]},\"x\":{\"y\":1},\"subject\":\"node-1\","
            + "\"eventType\":\"FAILED\",\"message\":\"why\",\"time\":\"2026-11-20T04:00:01Z\"}\n"
            + "{\"time\":\"2026-11-20T04:00:02Z\",\"eventType\":\"ACTIVE\",\"details\":\"d\"}");
    assertThat(told.events)
        .containsExactly(
            new LifecycleEvent(1795147200500L, "CREATING", "", "m"),
            new LifecycleEvent(1795147201000L, "FAILED", "node-1", "why\n{\"a\": [1, \"é\"]}"),
            new LifecycleEvent(1795147202000L, "ACTIVE", "", "d"));
    assertThat(told.offsets.subList(0, 2)).containsExactly(0L, GOOD.length() + 2L);
    assertThat(told.unreadable).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{}",
        "{\"time\":\"2026-11-20T04:00:00Z\"}",
        "{\"time\":\"2026-11-20T04:00:00Z\",\"eventType\":\" \"}",
        "{\"time\":\"2026-11-20\",\"eventType\":\"A\"}",
        "{\"time\":1795147200500,\"eventType\":\"A\"}",
        "{\"time\":\"+999999-11-20T04:00:00Z\",\"eventType\":\"A\"}",
        "{\"time\":\"2026-11-20T04:00:00Z\",\"eventType\":\"A\"",
        "{\"time\":\"2026-11-20T04:00:00Z\",\"eventType\":\"A\"} x",
        "{\"time\":\"2026-11-20T04:00:00Z\",\"eventType\":\"A\",\"details\":",
        "{\"time\":\"2026-11-20T04:00:00Z\",\"eventType\":\"A\",\"details\":[1,}",
      })
  void aBadLineIsCountedAndTheNextIsRead(String line) throws IOException {
    read(line + "\n" + GOOD + "\n");
    assertThat(told.unreadable).isEqualTo(1);
    assertThat(told.events).hasSize(1);
  }

  /** As some editors write it: without a line that can be read it would end the export. */
  @Test
  void aLineInUtf16IsABadOne() throws IOException {
    String line = GOOD.replace("}", ",\"details\":{\"a\":1}}").replace("", "\0");
    read(line + "\n" + GOOD + "\n");
    assertThat(told.unreadable).isEqualTo(1);
    assertThat(told.events).hasSize(1);
  }

  @Test
  void aMarkOfTheByteOrderIsPassedOver() throws IOException {
    read("\uFEFF" + GOOD + "\n");
    assertThat(told.unreadable).isZero();
    assertThat(told.events).hasSize(1);
  }

  @Test
  void aLineThatIsBeingWrittenIsNoBadOne() throws IOException {
    read(GOOD + "\n" + GOOD.substring(0, 20));
    assertThat(told.unreadable).isZero();
    assertThat(told.events).hasSize(1);
  }

  @Test
  void aLineThatIsTooLongIsOneBadLine() throws IOException {
    String filling = "x".repeat(Limits.MAX_EVENT_LINE_BYTES - GOOD.length() - 1);
    String longest = GOOD.replace("\"m\"", "\"m" + filling + "\"");
    for (int more : List.of(2, 100, Limits.MAX_EVENT_LINE_BYTES, 5 * Limits.MAX_EVENT_LINE_BYTES)) {
      Told before = new Told();
      before.unreadable = told.unreadable;
      told.bytes = 0;
      told.events.clear();
      read(longest.replace("mx", "mx" + "y".repeat(more)) + "\n" + longest + "\n");
      assertThat(told.unreadable).isEqualTo(before.unreadable + 1);
      assertThat(told.events).hasSize(1);
    }
  }

  @Test
  void aFileMayComeLaterOrGo() throws IOException {
    Path file = temp.resolve("later/events.jsonl");
    try (NamedFiles named = new NamedFiles(shared)) {
      assertThat(named.find(file, "events")).isEmpty();
      Files.createDirectories(file.getParent());
      assertThat(named.find(file, "events")).isEmpty();
      Files.writeString(file, GOOD);
      assertThat(named.find(file, "events")).isPresent();
    }
  }
}
