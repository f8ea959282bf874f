package io.millpond.clusters.kubernetes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Writes, rotates and compresses the logs of one container as a kubelet and a runtime do. */
final class Kubelet {
  private final Path directory;
  private final Random random;
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final Deque<Path> plain = new ArrayDeque<>();
  private int run;
  private int rotations;
  private int records;
  private boolean lineOpen;

  Kubelet(Path directory, Random random) throws IOException {
    this.directory = directory;
    this.random = random;
    Files.createFile(active());
  }

  private Path active() {
    return directory.resolve(run + ".log");
  }

  /** What the container has written to its standard output. */
  synchronized byte[] stdout() {
    return stdout.toByteArray();
  }

  /** One thing after the other, at random. */
  void act() throws IOException {
    switch (random.nextInt(12)) {
      case 0 -> rotate();
      case 1 -> compressOldest();
      case 2 -> restart();
      default -> write();
    }
  }

  void write() throws IOException {
    for (int i = random.nextInt(200); i >= 0; i--) {
      record(random.nextInt(3) > 0, random.nextInt(5) == 0);
    }
  }

  /** A line of the standard output. */
  void writeLine() throws IOException {
    record(true, false);
  }

  private void record(boolean out, boolean partial) throws IOException {
    String text = "record " + records + " " + "é".repeat(random.nextInt(60));
    String line =
        "2026-11-20T04:02:47.%09dZ %s %s %s\n"
            .formatted(records++, out ? "stdout" : "stderr", partial ? "P" : "F", text);
    if (out) {
      // What a reader may see is never more than what has been promised.
      synchronized (this) {
        stdout.writeBytes((text + (partial ? "" : "\n")).getBytes(StandardCharsets.UTF_8));
        lineOpen = partial;
      }
    }
    Files.writeString(active(), line, StandardOpenOption.APPEND);
  }

  void rotate() throws IOException {
    Path rotated = directory.resolve("%d.log.20261120-%06d".formatted(run, rotations++));
    Files.move(active(), rotated);
    Files.createFile(active());
    plain.add(rotated);
  }

  void compressOldest() throws IOException {
    if (plain.isEmpty()) {
      return;
    }
    Path oldest = plain.remove();
    Path temporary = oldest.resolveSibling(oldest.getFileName() + ".tmp");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(temporary))) {
      Files.copy(oldest, out);
    }
    Files.move(
        temporary,
        oldest.resolveSibling(oldest.getFileName() + ".gz"),
        StandardCopyOption.ATOMIC_MOVE);
    Files.delete(oldest);
  }

  void restart() throws IOException {
    synchronized (this) {
      if (lineOpen) {
        stdout.write('\n');
        lineOpen = false;
      }
    }
    run++;
    Files.createFile(active());
  }
}
