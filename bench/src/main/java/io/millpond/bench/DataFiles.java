package io.millpond.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Text logs of a given size, and the page cache. */
final class DataFiles {
  /** Bytes of a line, newline included. */
  static final int LINE_BYTES = 128;

  private static final int BLOCK_CHARS = 1 << 20;

  private DataFiles() {}

  /** A file of numbered lines, made unless it is there with this size; a multiple of a line. */
  static Path textFile(Path directory, String name, long bytes) throws IOException {
    long[] number = {0};
    return file(directory, name, bytes, text -> line(number[0]++, text));
  }

  /** A file as a Spark driver writes it, whose lines differ; made as above. */
  static Path sparkLog(Path directory, String name, long bytes) throws IOException {
    return file(directory, name, bytes, new SparkLines()::next);
  }

  /** A file of whatever lines are appended; made as above. */
  static Path file(Path directory, String name, long bytes, Consumer<StringBuilder> lines)
      throws IOException {
    Path file = directory.resolve(name);
    if (Files.exists(file) && Files.size(file) == bytes) {
      return file;
    }
    System.err.println("making " + name + " of " + (bytes >> 20) + " MiB, once");
    StringBuilder block = new StringBuilder(BLOCK_CHARS + BLOCK_CHARS / 8);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (long left = bytes; left > 0; left -= block.length()) {
        block.setLength(0);
        while (block.length() < Math.min(left, BLOCK_CHARS)) {
          lines.accept(block);
        }
        block.setLength((int) Math.min(left, block.length()));
        ByteBuffer buffer = StandardCharsets.US_ASCII.encode(CharBuffer.wrap(block));
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    }
    return file;
  }

  private static void line(long number, StringBuilder text) {
    int end = text.length() + LINE_BYTES - 1;
    text.append("26/11/20 12:00:00 INFO Executor: Finished task ")
        .append(number)
        .append(" in stage");
    while (text.length() < end) {
      text.append(' ').append((char) ('a' + text.length() % 26));
    }
    text.setLength(end);
    text.append('\n');
  }

  /** Reads a file once, so that it is in the page cache. */
  static void warm(Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        // Reading is all that is wanted.
      }
    }
  }
}
