package io.millpond.clusters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Fixtures;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pod logs as the kubelet leaves them. */
final class PodLogsFixtureTest {
  @TempDir private Path temp;
  private Path fixture = Path.of("");
  private LogRoot root;
  private SharedFiles files;
  private PodLogs logs;

  @BeforeEach
  void open() throws Exception {
    fixture = Fixtures.unpack("kubernetes-pods", temp);
    root = LogRoot.open(fixture.resolve("var/log/pods"));
    files = SharedFiles.start();
    logs = new PodLogs(root, files);
  }

  @AfterEach
  void close() throws IOException {
    if (root != null) {
      root.close();
      files.close();
    }
  }

  @Test
  void givesEveryStreamAsItWasWritten() throws IOException {
    int compared = 0;
    for (Path pod : list(fixture.resolve("expected"))) {
      for (Path expected : list(pod)) {
        String name = expected.getFileName().toString();
        int dot = name.lastIndexOf('.');
        StoredFile file =
            logs.file(
                    directory("spark-jobs_" + pod.getFileName(), name.substring(0, dot)),
                    CriStream.named(name.substring(dot + 1)).orElseThrow())
                .orElseThrow();
        byte[] text = Files.readAllBytes(expected);
        assertThat(file.name()).isEqualTo(name.substring(dot + 1));
        assertThat(file.length()).isEqualTo(text.length);
        assertThat(read(file, 0)).as("%s", expected).isEqualTo(text);
        for (int from : new int[] {1, 16_384, text.length / 2, text.length - 1, text.length}) {
          int at = Math.min(from, text.length);
          assertThat(read(file, at)).isEqualTo(Arrays.copyOfRange(text, at, text.length));
        }
        compared++;
      }
    }
    assertThat(compared).isEqualTo(6);
  }

  @Test
  void goesOnThroughARestart() throws IOException {
    String directory = directory("spark-jobs_labpi-e3a46834a16dd8ce-driver", "log-agent");

    String text =
        new String(
            read(logs.file(directory, CriStream.STDERR).orElseThrow(), 0), StandardCharsets.UTF_8);

    assertThat(text.lines()).hasSize(12);
    assertThat(text.lines().skip(5).limit(2).map(line -> line.substring(line.indexOf("[engine]"))))
        .containsExactly("[engine] tick 5 of run 0", "[engine] tick 0 of run 1");
  }

  @Test
  void listsBothStreamsOfAnEmptyLog() throws IOException {
    List<StoredFile> empty =
        logs.files(
            directory("spark-jobs_labpi-e3a46834a16dd8ce-exec-3", "spark-kubernetes-executor"));

    assertThat(empty).extracting(StoredFile::name).containsExactly("stderr", "stdout");
    assertThat(empty).extracting(StoredFile::length).containsOnly(0L);
  }

  @Test
  void givesACutLastRecordAsFarAsItGoes() throws IOException {
    String directory =
        directory("spark-jobs_etl-0123456789abcdef-driver", "spark-kubernetes-driver");

    assertThat(read(logs.file(directory, CriStream.STDOUT).orElseThrow(), 0))
        .isEqualTo("half a rec".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void hasNothingOfAContainerThatIsNotThere() throws IOException {
    assertThat(logs.files("spark-jobs_nobody_uid/main")).isEmpty();
    assertThat(logs.file("spark-jobs_nobody_uid/main", CriStream.STDOUT)).isEmpty();
  }

  private String directory(String prefix, String container) throws IOException {
    return list(fixture.resolve("var/log/pods")).stream()
            .map(pod -> pod.getFileName().toString())
            .filter(pod -> pod.startsWith(prefix + "_"))
            .findFirst()
            .orElseThrow()
        + "/"
        + container;
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }

  private static byte[] read(StoredFile file, long from) throws IOException {
    try (Content content = file.open();
        InputStream in = ((Content.Decoded) content).from(from)) {
      assertThat(content.length()).isEqualTo(file.length());
      return in.readAllBytes();
    }
  }
}
