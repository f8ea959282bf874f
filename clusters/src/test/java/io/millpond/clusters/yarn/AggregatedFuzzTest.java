package io.millpond.clusters.yarn;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/**
 * Whatever an aggregated file holds, reading it ends, and tells of nothing but damage.
 * CONTRIBUTING.md says how to run it.
 */
@Tag("fuzz")
class AggregatedFuzzTest {
  /** Behind it an index, so that the digest need not be guessed. */
  @FuzzTest(maxDuration = "2m")
  void readsAnyIndex(byte[] index) throws IOException {
    byte[] file =
        new IFileWriter(Aggregates.APPLICATION, "gz")
            .begin(1)
            .add(Aggregates.CONTAINER, "stderr", new byte[100], 1)
            .finish(index)
            .bytes();
    Readers.readAll(Readers.ifile(file, Aggregates.APPLICATION), file);
  }

  @FuzzTest(maxDuration = "2m")
  void readsAnyTFile(byte[] bytes) throws IOException {
    Readers.readAll(Readers.tfile(bytes, Aggregates.APPLICATION), bytes);
  }
}
