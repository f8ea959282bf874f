package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** No path through the door, least of all one that fails, leaves a descriptor behind. */
@ParameterizedClass
@EnumSource(DoorKind.class)
class DescriptorLeakTest {
  private final DoorKind kind;
  @TempDir Path temp;
  private Path base;

  DescriptorLeakTest(DoorKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void plant() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "counts descriptors in /proc");
    base = temp.toRealPath().resolve("root");
    Trees.write(base.resolve("a/b/file"), "x");
    Files.createSymbolicLink(base.resolve("a/in"), Path.of("/alias/a/b/file"));
    Files.createSymbolicLink(base.resolve("a/out"), Path.of("../../../outside"));
    Files.createSymbolicLink(base.resolve("a/far"), Path.of("/alias/a/b/../../../x"));
    Files.createSymbolicLink(base.resolve("a/loop"), Path.of("/alias/a/loop"));
    Files.createSymbolicLink(base.resolve("a/none"), Path.of("/alias/a/b/none"));
  }

  private void visitAll() throws IOException {
    List<String> paths =
        List.of("a", "a/b/file", "a/in", "a/out", "a/far", "a/loop", "a/none", "/", "x", "a/in/x");
    try (LogRoot root = LogRoot.open(kind, base, Path.of("/alias"))) {
      for (String path : paths) {
        try (LogFile file = root.open(path)) {
          file.current();
          file.map(0, 1).close();
          assertThatThrownBy(() -> file.map(0, 2)).isInstanceOf(IOException.class);
        } catch (FileSystemException e) {
          // Refused, as some must be.
        }
        try {
          root.status(path);
          root.list(path);
        } catch (FileSystemException e) {
          // Refused, as some must be.
        }
      }
    }
  }

  @Test
  void nothingStaysOpen() throws IOException {
    visitAll();
    long before = Trees.openDescriptors();
    for (int i = 0; i < 50; i++) {
      visitAll();
    }
    assertThat(Trees.openDescriptors()).isEqualTo(before);
    assertThat(OpenFiles.count()).isZero();
  }

  @Test
  void tellsWhenThereAreNoMoreDescriptors() throws Exception {
    visitAll();
    long before = Trees.openDescriptors();
    List<LogFile> open = new ArrayList<>();
    try (LogRoot root = LogRoot.open(kind, base, Path.of("/alias"))) {
      long limit = Trees.limitDescriptors(before + 40);
      try {
        assertThatThrownBy(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    open.add(root.open(i % 2 == 0 ? "a/in" : "a/b/file"));
                  }
                })
            .isInstanceOf(FileSystemException.class)
            .hasMessageContaining("oo many");
        assertThatThrownBy(
                () -> {
                  while (true) {
                    open.add(root.open("a/in"));
                  }
                })
            .isInstanceOf(FileSystemException.class)
            .hasMessageContaining("oo many");
      } finally {
        Trees.limitDescriptors(limit);
      }
      for (LogFile file : open) {
        file.close();
      }
    }
    assertThat(Trees.openDescriptors()).isEqualTo(before);
    assertThat(OpenFiles.count()).isZero();
  }
}
