package io.millpond.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.DirectoryTooLargeException;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of containers into which somebody has put more than is shown. */
final class ManyEntriesTest {
  private static final int MOST = 10;

  @TempDir Path temp;
  private SharedFiles files;
  private LogRoot root;
  private ContainerFiles containers;
  private Place place;

  @BeforeEach
  void start() throws IOException {
    files = SharedFiles.start();
    root = LogRoot.openWithoutLinks(temp);
    containers = new ContainerFiles(Reading.with(files, MOST));
    place = new Place(root, "app/0");
    Files.createDirectories(temp.resolve("app/0"));
    Files.writeString(temp.resolve("app/0/stderr"), "text");
  }

  @AfterEach
  void stop() throws IOException {
    root.close();
    files.close();
  }

  private void fill(String format, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Files.createFile(temp.resolve("app/0").resolve(format.formatted(i)));
    }
  }

  private List<String> names() throws IOException {
    return containers.list(place).stream().map(StoredFile::name).toList();
  }

  @Test
  void filesThatAreNoLogsCountForNothing() throws IOException {
    fill("a%d.data", 3 * MOST);
    fill("shuffle_%d", 3 * MOST);
    assertThat(names()).containsExactly("stderr");
    assertThat(containers.find(place, "stderr")).isPresent();
  }

  @Test
  void ofTooManyLogsTheStreamsAreShown() throws IOException {
    fill("a%02d.log", 3 * MOST);
    assertThat(names()).hasSize(MOST).contains("a00.log", "a08.log", "stderr");
    // Not in the list, and there all the same.
    assertThat(containers.find(place, "a29.log")).isPresent();
    fill("stderr--2026-11-20--03-%02d", MOST - 2);
    assertThat(names()).hasSize(MOST + 1).contains("a00.log", "stderr", "stderr-active");
  }

  @Test
  void noPartOfTooManySegmentsIsPassedOffAsAllOfThem() throws IOException {
    fill("stderr--2026-11-20--03-%02d", MOST);
    assertThatThrownBy(this::names).isInstanceOf(DirectoryTooLargeException.class);
    assertThatThrownBy(() -> containers.find(place, "stderr"))
        .isInstanceOf(DirectoryTooLargeException.class);
  }
}
