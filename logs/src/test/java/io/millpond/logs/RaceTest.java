package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody swaps files and directories for links to outside while they are opened. */
@ParameterizedClass
@EnumSource(DoorKind.class)
@Timeout(240)
class RaceTest {
  private static final int OPENS = 8_000;

  private final DoorKind kind;
  @TempDir Path temp;
  private Path base;
  private Path outside;

  RaceTest(DoorKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void plant() throws IOException {
    base = temp.toRealPath().resolve("root");
    outside = temp.toRealPath().resolve("outside");
    Trees.write(outside.resolve("stdout"), "secret");
    Trees.write(base.resolve("real/stdout"), "inside");
    Trees.write(base.resolve("dir/stdout"), "inside");
    Trees.write(base.resolve("file"), "inside");
  }

  @AfterEach
  void clear() throws IOException {
    Trees.delete(base);
  }

  private interface Swap {
    void run() throws IOException;
  }

  private void race(Swap swap, String path) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    int read = 0;
    int refused = 0;
    try (LogRoot root = LogRoot.open(kind, base, Path.of("/alias"));
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<?> swapping =
          thread.submit(() -> {
            while (!stop.get()) {
              swap.run();
            }
            return null;
          });
      try {
        for (int i = 0; i < OPENS; i++) {
          try {
            assertThat(Trees.read(root, path)).isEqualTo("inside");
            read++;
          } catch (FileSystemException e) {
            refused++;
          }
        }
      } finally {
        stop.set(true);
        swapping.get();
      }
    }
    assertThat(read + refused).isEqualTo(OPENS);
    assertThat(OpenFiles.count()).isZero();
  }

  private void swapFile() throws IOException {
    Path link = base.resolve("new-link");
    Path file = base.resolve("new-file");
    Files.createSymbolicLink(link, outside.resolve("stdout"));
    Files.writeString(file, "inside");
    Files.move(link, base.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
    Files.move(file, base.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void swapDirectory() throws IOException {
    Path dir = base.resolve("dir");
    Files.move(dir, base.resolve("aside"), StandardCopyOption.ATOMIC_MOVE);
    Files.createSymbolicLink(dir, outside);
    Files.delete(dir);
    Files.createSymbolicLink(dir, Path.of("../outside"));
    Files.delete(dir);
    Files.move(base.resolve("aside"), dir, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void ofAFile() throws Exception {
    race(this::swapFile, "file");
  }

  @Test
  void ofAFileBehindAnAbsoluteLink() throws Exception {
    Files.createSymbolicLink(base.resolve("link"), Path.of("/alias/dir/../file"));
    race(this::swapFile, "link");
  }

  @Test
  void ofADirectory() throws Exception {
    race(this::swapDirectory, "dir/stdout");
  }

  @Test
  void ofADirectoryBehindAnAbsoluteLink() throws Exception {
    Files.createSymbolicLink(base.resolve("link"), Path.of("/alias/dir"));
    race(this::swapDirectory, "link/stdout");
  }

  @Test
  void ofALink() throws Exception {
    Path link = base.resolve("link");
    Files.createSymbolicLink(link, Path.of("real"));
    race(
        () -> {
          Path next = base.resolve("next");
          Files.createSymbolicLink(next, outside);
          Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
          Files.createSymbolicLink(next, Path.of("/alias/real"));
          Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
        },
        "link/stdout");
  }
}
