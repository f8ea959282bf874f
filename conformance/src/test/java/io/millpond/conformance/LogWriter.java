package io.millpond.conformance;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

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

  /**
   * Four lines a millisecond, and a rotation after every so many of them, until all are written. It
   * keeps that near to a reader that each rotation can be found, however slow the machine is today:
   * a file that is replaced twice between two looks is lost, and one that has been cut off and has
   * grown beyond the reader's place again looks as ever. So the reader has most of a file when it
   * is rotated, and has something of the next before that has as much.
   *
   * @param reader returns when it has seen a line
   */
  void pace(int total, int rotateEvery, Rotation rotation, Consumer<String> reader) {
    CountDownLatch written = new CountDownLatch(total);
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> ticks =
          clock.scheduleAtFixedRate(
              () -> {
                tick(rotateEvery, rotation, reader);
                written.countDown();
              },
              0,
              250,
              TimeUnit.MICROSECONDS);
      try {
        await().atMost(Limits.LAB_TIMEOUT).until(() -> written.getCount() == 0 || ticks.isDone());
      } finally {
        ticks.cancel(false);
      }
      if (ticks.state() == Future.State.FAILED) {
        throw new AssertionError("the writer failed", ticks.exceptionNow());
      }
    }
  }

  private void tick(int rotateEvery, Rotation rotation, Consumer<String> reader) {
    int begin = next - next % rotateEvery;
    try {
      if (next - begin == rotateEvery * 3 / 5) {
        reader.accept(ledger().get(begin));
      } else if (next == begin && next > 0) {
        reader.accept(ledger().get(begin - rotateEvery / 5));
        rotate(rotation);
      }
      lines(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
