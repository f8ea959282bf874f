package io.millpond.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A program that writes a log, together with what rotates it. The ledger holds every line that was
 * ever written, in order: the oracle of the live tests. Writing and rotating exclude each other, so
 * the ledger says exactly which line went where.
 */
final class LogWriter implements Closeable {
  /** How a log is rotated. */
  enum Rotation {
    RENAME {
      @Override
      void apply(LogWriter writer) throws IOException {
        writer.channel.close();
        Files.move(writer.file, writer.sibling(".1"), StandardCopyOption.REPLACE_EXISTING);
        writer.channel = writer.open();
      }
    },
    COPY_TRUNCATE {
      @Override
      void apply(LogWriter writer) throws IOException {
        Files.copy(writer.file, writer.sibling(".1"), StandardCopyOption.REPLACE_EXISTING);
        writer.channel.truncate(0);
      }
    },
    TRUNCATE {
      @Override
      void apply(LogWriter writer) throws IOException {
        writer.channel.truncate(0);
      }
    },
    DELETE {
      @Override
      void apply(LogWriter writer) throws IOException {
        writer.channel.close();
        Files.delete(writer.file);
        writer.channel = writer.open();
      }
    };

    abstract void apply(LogWriter writer) throws IOException;

    /** Whether the file stays and loses its content, so that no reader can know it had it all. */
    boolean keepsTheFile() {
      return this == COPY_TRUNCATE || this == TRUNCATE;
    }
  }

  private final Path file;
  private final List<String> ledger = new ArrayList<>();
  private FileChannel channel;
  private int next;

  LogWriter(Path file) throws IOException {
    this.file = file;
    this.channel = open();
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private Path sibling(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** Writes numbered lines of various lengths and answers the last. */
  synchronized String lines(int count) throws IOException {
    String line = "";
    for (int i = 0; i < count; i++) {
      line = String.format("line-%06d %s", next, "x".repeat(next % 97));
      next++;
      append(line + "\n");
      ledger.add(line);
    }
    return line;
  }

  /** Appends as it is, past the ledger. */
  synchronized void append(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  synchronized void rotate(Rotation rotation) throws IOException {
    rotation.apply(this);
  }

  synchronized List<String> ledger() {
    return List.copyOf(ledger);
  }

  /** One line a millisecond, and a rotation after every so many of them, until all are written. */
  void pace(int total, int rotateEvery, Rotation rotation) throws Exception {
    CountDownLatch written = new CountDownLatch(total);
    List<Throwable> failures = new ArrayList<>();
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      var ticks =
          clock.scheduleAtFixedRate(
              () -> {
                try {
                  lines(1);
                  if (next % rotateEvery == 0) {
                    rotate(rotation);
                  }
                } catch (IOException e) {
                  failures.add(e);
                }
                written.countDown();
              },
              0,
              1,
              TimeUnit.MILLISECONDS);
      if (!written.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the writer did not get done");
      }
      ticks.cancel(false);
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("the writer failed", failures.getFirst());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
