package io.millpond.logs.follow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A log and its writer, which holds the file open until it is told to open it anew. */
final class TestLog implements AutoCloseable {
  final Path directory;
  final Path path;
  private FileChannel out;

  TestLog(Path directory, String name) throws IOException {
    this.directory = directory;
    this.path = directory.resolve(name);
    this.out = open();
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  void reopen() throws IOException {
    out.close();
    out = open();
  }

  Path rotated(int number) {
    return directory.resolve(path.getFileName() + "." + number);
  }

  /** name.1 becomes name.2 and so on, the log name.1; at most {@code keep} are kept. */
  void shift(int keep) throws IOException {
    Files.deleteIfExists(rotated(keep));
    for (int i = keep - 1; i >= 1; i--) {
      if (Files.exists(rotated(i))) {
        Files.move(rotated(i), rotated(i + 1));
      }
    }
  }

  void rename(int keep) throws IOException {
    shift(keep);
    Files.move(path, rotated(1));
  }

  void copyTruncate(int keep) throws IOException {
    shift(keep);
    Files.copy(path, rotated(1), StandardCopyOption.REPLACE_EXISTING);
    out.truncate(0);
  }

  void truncate() throws IOException {
    out.truncate(0);
  }

  void delete() throws IOException {
    Files.delete(path);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
