package io.millpond.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Whatever a file holds, reading it as a journal ends, and throws nothing. CONTRIBUTING.md says how
 * to run it.
 */
@Tag("fuzz")
class JournalFuzzTest {
  /** More than any damaged file can make a reader give: it has no more bytes than that. */
  private static final int MOST_ENTRIES = 1 << 20;

  @FuzzTest(maxDuration = "2m")
  void readsAnyBytes(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fuzz", ".journal");
    try {
      Files.write(file, bytes);
      try (Journal journal = Journal.ofFiles(List.of(file));
          JournalReader forward = journal.newReader(JournalFilter.all());
          JournalReader backward =
              journal.newReader(JournalFilter.match("_SYSTEMD_UNIT", "a.service"))) {
        forward.seekHead();
        read(forward, true);
        backward.seekTail();
        read(backward, false);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void read(JournalReader reader, boolean down) {
    JsonFormat json = new JsonFormat(true);
    ByteSink out = new ByteSink();
    int entries = 0;
    while (down ? reader.next() : reader.previous()) {
      json.write(reader.entry(), out);
      out.clear();
      if (++entries > MOST_ENTRIES) {
        throw new AssertionError("more entries than the file can hold");
      }
    }
  }
}
