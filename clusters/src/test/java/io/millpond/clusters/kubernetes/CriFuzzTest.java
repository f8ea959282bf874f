package io.millpond.clusters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millpond.clusters.documents.DocumentUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;

/** Whatever a log or a list of pods holds. CONTRIBUTING.md says how to run it. */
@Tag("fuzz")
final class CriFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void readsAnyLogAsTheNaiveReaderDoes(byte[] log) throws IOException {
    HeapLog file = new HeapLog(log, new Random(log.length));
    CriIndex index = new CriIndex(new Checkpoints(64, 4));
    CriLength length = index.length(file).orElseThrow();
    for (CriStream stream : CriStream.values()) {
      byte[] expected = NaiveCri.text(log, stream);
      CriPart part = new CriPart("0.log", file.open(), length, stream, false);
      CriContent content = new CriContent(List.of(part));
      assertThat(content.length()).isEqualTo(expected.length);
      for (int from : new int[] {0, expected.length / 2}) {
        assertThat(content.from(from).readAllBytes())
            .isEqualTo(Arrays.copyOfRange(expected, from, expected.length));
      }
    }
  }

  @FuzzTest(maxDuration = "2m")
  void readsAnyListOfPods(byte[] json) throws IOException {
    try {
      PodList list = PodList.read(new ByteArrayInputStream(json));
      for (String id : list.applicationIds()) {
        assertThat(list.of(id)).isNotEmpty().allMatch(pod -> !pod.containers().isEmpty());
      }
    } catch (DocumentUnavailableException e) {
      assertThat(e.reason()).isNotNull();
    }
  }
}
