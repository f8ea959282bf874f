package io.millpond.clusters.yarn;

import static io.millpond.clusters.yarn.Aggregates.APPLICATION;
import static io.millpond.clusters.yarn.Aggregates.CONTAINER;
import static io.millpond.clusters.yarn.Aggregates.bytes;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/**
 * Whatever an aggregated file holds, reading it ends, and tells of nothing but damage.
 * CONTRIBUTING.md says how to run it.
 */
@Tag("fuzz")
class AggregatedFuzzTest {
  /** With a digest behind it, which need not be guessed. */
  @FuzzTest(maxDuration = "2m")
  void readsAnyIndex(byte[] index) throws IOException {
    byte[] file = new IFileWriter(APPLICATION, "gz").begin(1).finish(index).bytes();
    Readers.readAll(Readers.ifile(file, APPLICATION), file);
  }

  /** A good file with some bytes changed, which goes deeper than any bytes do. */
  @FuzzTest(maxDuration = "2m")
  void readsAnIFileWithAnyChanges(byte[] changes) throws IOException {
    IFileWriter writer = new IFileWriter(APPLICATION, "gz").begin(1);
    writer.add(CONTAINER, "stderr", bytes("line\n".repeat(50)), 1);
    byte[] file = change(writer.add(CONTAINER, "stdout", bytes("x"), 1).finish().bytes(), changes);
    Readers.readAll(Readers.ifile(file, APPLICATION), file);
  }

  @FuzzTest(maxDuration = "2m")
  void readsATFileWithAnyChanges(byte[] changes) throws IOException {
    for (String compression : new String[] {"none", "gz"}) {
      TFileWriter writer = new TFileWriter(compression, 64);
      writer.add("stderr", bytes("line\n".repeat(50))).add("stdout", bytes("x"));
      byte[] file = change(writer.endRecord(CONTAINER).bytes(), changes);
      Readers.readAll(Readers.tfile(file, APPLICATION), file);
    }
  }

  /** Three bytes a change: where, from the end, and what; a place beyond the file cuts it off. */
  private static byte[] change(byte[] good, byte[] changes) {
    byte[] changed = good.clone();
    for (int i = 0; i + 2 < changes.length; i += 3) {
      int back = (changes[i] & 0xff) << 8 | (changes[i + 1] & 0xff);
      if (back < changed.length) {
        changed[changed.length - 1 - back] = changes[i + 2];
      } else {
        changed = Arrays.copyOf(changed, (back - changed.length) % (changed.length + 1));
      }
    }
    return changed;
  }
}
