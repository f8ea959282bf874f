package io.millpond.clusters.events;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;

/**
 * Whatever a file holds, reading it as an event log ends, and throws nothing. CONTRIBUTING.md says
 * how to run it.
 */
@Tag("fuzz")
class EventLogsFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void readsAnyBytes(byte[] bytes) throws IOException {
    Path directory = Files.createTempDirectory("fuzz");
    Path file = directory.resolve("app-1.inprogress");
    try (SharedFiles files = SharedFiles.start();
        EventLogs logs = EventLogs.open(List.of(directory), files)) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      ask(logs);
      Files.write(file, bytes);
      ask(logs);
      Path ended = directory.resolve("app-1");
      Files.move(file, ended);
      file = ended;
      ask(logs);
    } finally {
      Files.delete(file);
      Files.delete(directory);
    }
  }

  private static void ask(EventLogs logs) throws IOException {
    for (LoggedApplication summary : logs.applications()) {
      if (logs.application(summary.id()).isEmpty()) {
        throw new AssertionError("listed, but not there: " + summary.id());
      }
      if (logs.files(summary.id(), OptionalInt.empty()).isEmpty()) {
        throw new AssertionError("has no files: " + summary.id());
      }
    }
  }
}
