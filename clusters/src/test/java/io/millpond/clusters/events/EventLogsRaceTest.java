package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that grow, roll, are compacted, end and are deleted while many ask for them. */
class EventLogsRaceTest {
  private static final int APPLICATIONS = 12;
  private static final int STEPS = 40;

  @TempDir Path directory;
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void whoeverAsksMeanwhileIsToldWhatWasWritten() throws Exception {
    try (SharedFiles files = SharedFiles.start();
        EventLogs logs = EventLogs.open(List.of(directory), files);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int reader = i;
        readers.add(threads.submit(reader(logs, reader)));
      }
      try {
        for (int i = 0; i < APPLICATIONS; i++) {
          play("app-" + i, i % 2 == 0, logs);
        }
      } finally {
        over.set(true);
      }
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
      assertThat(logs.applications()).hasSize(APPLICATIONS / 2);
    }
  }

  private void play(String id, boolean rolling, EventLogs logs) throws IOException {
    Path home = rolling ? directory.resolve("eventlog_v2_" + id) : directory;
    Files.createDirectories(home);
    Path status = home.resolve("appstatus_" + id + ".inprogress");
    Path file = home.resolve(rolling ? "events_1_" + id : id + ".inprogress");
    if (rolling) {
      Files.createFile(status);
    }
    StringBuilder all = new StringBuilder(Logs.environment("") + Logs.start(id, 5));
    append(file, all.toString());
    for (int i = 0; i < STEPS; i++) {
      append(file, Logs.executor("" + i) + Logs.task(i));
      all.append(Logs.executor("" + i));
      if (rolling && i % 10 == 9) {
        Path compact = home.resolve("events_" + (i + 1) / 10 + "_" + id + ".compact");
        Path temporary = home.resolve(".temporary");
        append(temporary, all.toString());
        Files.move(temporary, compact);
        Files.delete(file);
        file = home.resolve("events_" + ((i + 1) / 10 + 1) + "_" + id);
        append(file, "");
      }
    }
    append(file, Logs.end(9));
    Path last = rolling ? status : file;
    String name = last.getFileName().toString();
    Files.move(last, last.resolveSibling(name.substring(0, name.lastIndexOf('.'))));
    assertThat(logs.application(id).orElseThrow().attempts().getLast().executors()).hasSize(STEPS);
    assertThat(logs.application(id).orElseThrow().attempts().getLast().end()).isPresent();
    if (!rolling) {
      Files.delete(directory.resolve(id));
    }
  }

  private static void append(Path file, String text) throws IOException {
    try (OutputStream out = Logs.open(file, Logs.Codec.PLAIN)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private Callable<Integer> reader(EventLogs logs, int reader) {
    return () -> {
      int told = 0;
      for (int i = reader; !over.get(); i++) {
        String id = "app-" + i % APPLICATIONS;
        switch (reader % 3) {
          case 0 -> told += logs.applications().size();
          case 1 -> told += check(logs, id);
          default -> {
            for (StoredFile file : logs.files(id, OptionalInt.empty())) {
              try (var content = file.open()) {
                told += (int) Math.min(1, content.length());
              } catch (NoSuchFileException gone) {
                told++;
              }
            }
          }
        }
      }
      return told;
    };
  }

  /** Executors come in order, and none is missing before another. */
  private static int check(EventLogs logs, String id) throws IOException {
    Optional<LoggedApplication> told = logs.application(id);
    if (told.isEmpty()) {
      return 0;
    }
    List<LoggedProcess> executors = told.get().attempts().getLast().executors();
    for (int i = 0; i < executors.size(); i++) {
      assertThat(executors.get(i).id()).isEqualTo("" + i);
    }
    return 1;
  }
}
