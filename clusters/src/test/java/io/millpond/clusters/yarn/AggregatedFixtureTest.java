package io.millpond.clusters.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Fixtures;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of every upload in the fixtures, byte for byte. */
class AggregatedFixtureTest {
  @TempDir Path temp;

  private record Expected(
      String aggregated, String container, String file, long size, String modified, String sha) {}

  private static List<Expected> expected(Path fixture) throws IOException {
    List<Expected> rows = new ArrayList<>();
    for (String line : Files.readAllLines(fixture.resolve("expected/aggregated-files.tsv"))) {
      String[] cells = line.split("\t", -1);
      if (!line.startsWith("#") && FileNames.isShown(cells[3])) {
        rows.add(
            new Expected(
                cells[0], cells[2], cells[3], Long.parseLong(cells[4]), cells[5], cells[6]));
      }
    }
    return rows;
  }

  @Test
  void tfileHasEveryFileAsItWas() throws Exception {
    Path fixture = Fixtures.unpack("yarn-tfile", temp);
    assertThat(compare(fixture)).isEqualTo(36);
  }

  @Test
  void ifileHasEveryFileOfEveryUploadAsItWas() throws Exception {
    Path fixture = Fixtures.unpack("yarn-ifile-rolling", temp);
    assertThat(compare(fixture)).isGreaterThan(50);
  }

  private static int compare(Path fixture) throws IOException {
    List<Expected> rows = expected(fixture);
    int compared = 0;
    try (SharedFiles files = SharedFiles.start();
        LogRoot root = LogRoot.open(fixture)) {
      for (String path : rows.stream().map(Expected::aggregated).distinct().toList()) {
        List<Expected> those = rows.stream().filter(row -> row.aggregated().equals(path)).toList();
        compared += compare(root, files, path, those);
      }
    }
    return compared;
  }

  private static int compare(LogRoot root, SharedFiles files, String path, List<Expected> rows)
      throws IOException {
    String applicationId = path.replaceAll(".*/(application_[0-9_]+)/.*", "$1");
    NodeFile found;
    Instant written;
    try (SharedFiles.Lease lease = files.open(root, path)) {
      NodeFile.Builder builder = new NodeFile.Builder(path, applicationId);
      written = lease.status().modified();
      found =
          TFileFormat.matches(lease)
              ? TFileFormat.read(lease, path, written, builder)
              : IndexedFormat.read(lease, path, applicationId, lease.size(), builder);
    }
    assertThat(found.damage()).isEmpty();
    List<Expected> read = new ArrayList<>();
    for (String container : found.containers().keySet()) {
      for (AggregatedFile file : found.files(container)) {
        byte[] bytes;
        try (SharedFiles.Lease lease = files.open(root, path);
            InputStream in = file.extent().begin(lease, path)) {
          bytes = in.readNBytes((int) file.length());
        }
        assertThat(bytes).hasSize((int) file.length());
        boolean own = !file.lastModified().equals(written);
        String modified = own ? Long.toString(file.lastModified().toEpochMilli()) : "";
        read.add(
            new Expected(
                path, container, file.name(), bytes.length, modified, Bytes.sha256(bytes)));
      }
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(rows);
    return read.size();
  }
}
