package io.millpond.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.LogRoot;
import io.millpond.logs.OpenFiles;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories of thousands of segments, and what is remembered of them. */
@Timeout(240)
final class ManySegmentsTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-11-20T03:00:00Z"));

  @TempDir Path temp;
  private Path directory;
  private SharedFiles files;
  private LogRoot root;
  private ContainerFiles containers;
  private Place place;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectories(temp.resolve("app/0"));
    files = SharedFiles.start();
    root = LogRoot.openWithoutLinks(temp);
    containers = new ContainerFiles(files);
    place = new Place(root, "app/0");
  }

  @AfterEach
  void stop() throws IOException {
    root.close();
    files.close();
    assertThat(OpenFiles.count()).as("files left open").isZero();
  }

  private StoredFile stderr() throws IOException {
    return containers.find(place, "stderr").orElseThrow();
  }

  /** As it is when nobody has made or renamed a file for a while. */
  private void settle() throws IOException {
    Files.setLastModifiedTime(directory, LONG_AGO);
  }

  @Test
  void threeThousandSegmentsAreOneLogReadWithFewFilesOpen() throws IOException {
    try (Roller roller = new Roller(directory, "stderr", false, 0)) {
      for (int i = 0; i < 3000; i++) {
        roller.write(1 + i % 3);
        roller.roll();
      }
      roller.write(10);
      List<StoredFile> listed = containers.list(place);
      assertThat(listed).hasSize(3002);
      assertThat(listed).extracting(StoredFile::name).isSorted();
      assertThat(stderr().length()).isEqualTo(roller.lines() * Roller.LINE_BYTES);
      try (Content.Decoded content = (Content.Decoded) stderr().open();
          InputStream in = content.from(0)) {
        for (long line = 0; line < roller.lines(); line++) {
          assertThat(in.readNBytes(Roller.LINE_BYTES)).isEqualTo(Roller.line(line));
          assertThat(OpenFiles.count()).isLessThanOrEqualTo(2);
        }
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void whatIsRememberedFollowsTheActiveFileAndEveryRoll() throws IOException {
    for (boolean compress : List.of(false, true)) {
      try (Roller roller = new Roller(directory, compress ? "stderr" : "stdout", compress, 0)) {
        roller.write(100);
        roller.roll();
        for (int i = 0; i < 10; i++) {
          settle();
          for (int j = 0; j < 3; j++) {
            StoredFile whole = containers.find(place, compress ? "stderr" : "stdout").orElseThrow();
            assertThat(whole.length()).isEqualTo(roller.lines() * Roller.LINE_BYTES);
            assertThat(Stored.bytes(whole)).isEqualTo(Roller.text(0, roller.lines()));
            roller.write(7);
          }
          roller.roll();
          assertThat(containers.list(place)).anyMatch(file -> file.name().endsWith("-active"));
        }
      }
    }
  }

  @Test
  void aRememberedSegmentThatWasWrittenToIsNotRead() throws IOException {
    Path segment = directory.resolve("stderr--2026-11-20--03");
    Files.write(segment, Roller.text(0, 5));
    Files.write(directory.resolve("stderr"), Roller.text(5, 6));
    settle();
    assertThat(Stored.bytes(stderr())).isEqualTo(Roller.text(0, 6));
    Files.write(segment, Roller.line(99), StandardOpenOption.APPEND);
    StoredFile whole = stderr();
    assertThatThrownBy(() -> Stored.bytes(whole)).isInstanceOf(IOException.class);
  }

  @Test
  void anOtherDirectoryOfTheSameNameAndTimeIsNotTheRememberedOne() throws IOException {
    Files.write(directory.resolve("stderr--2026-11-20--03"), Roller.text(0, 5));
    settle();
    assertThat(stderr().length()).isEqualTo(80);
    Files.move(directory, directory.resolveSibling("1"));
    Files.createDirectory(directory);
    Files.write(directory.resolve("stderr--2026-11-20--03"), Roller.text(0, 6));
    settle();
    assertThat(stderr().length()).isEqualTo(96);
  }
}
