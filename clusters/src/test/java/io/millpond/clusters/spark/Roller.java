package io.millpond.clusters.spark;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes and rolls a stream step by step as Spark's {@code RollingFileAppender} does: close, rename
 * or write a compressed copy and delete, open anew, delete the oldest. What is written is numbered
 * lines of 16 bytes, so that what is read tells where it belongs.
 */
final class Roller implements Closeable {
  static final int LINE_BYTES = 16;

  private final Path active;
  private final boolean compress;
  private final int retained;
  private OutputStream out;
  private long lines;
  private int rolls;

  /** {@code retained} is 0 where all segments are kept. */
  Roller(Path directory, String stream, boolean compress, int retained) throws IOException {
    this.active = Files.createDirectories(directory).resolve(stream);
    this.compress = compress;
    this.retained = retained;
    this.out = open();
  }

  private OutputStream open() throws IOException {
    return Files.newOutputStream(active, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  long lines() {
    return lines;
  }

  static byte[] line(long number) {
    return String.format(Locale.ROOT, "%015d\n", number).getBytes(StandardCharsets.UTF_8);
  }

  /** The lines from one number to before another. */
  static byte[] text(long from, long to) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (long number = from; number < to; number++) {
      text.writeBytes(line(number));
    }
    return text.toByteArray();
  }

  void write(int count) throws IOException {
    out.write(text(lines, lines + count));
    lines += count;
  }

  /** A name as rolling by size makes it; the clock is a counter. */
  private Path next() {
    int ms = rolls++;
    String suffix =
        String.format(
            Locale.ROOT,
            "--2026-11-20--%02d-%02d-%02d--%04d",
            ms / 3_600_000,
            ms / 60_000 % 60,
            ms / 1000 % 60,
            ms % 1000);
    return active.resolveSibling(active.getFileName() + suffix);
  }

  void roll() throws IOException {
    out.close();
    Path segment = next();
    if (compress) {
      gzip(active, Path.of(segment + ".gz"));
      Files.delete(active);
    } else {
      Files.move(active, segment);
    }
    out = open();
    deleteOld();
  }

  static void gzip(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        OutputStream compressed = new GZIPOutputStream(Files.newOutputStream(to))) {
      in.transferTo(compressed);
    }
  }

  private void deleteOld() throws IOException {
    if (retained == 0) {
      return;
    }
    List<Path> segments;
    try (Stream<Path> all = Files.list(active.getParent())) {
      segments =
          all.filter(path -> path.getFileName().toString().startsWith(active.getFileName() + "--"))
              .sorted()
              .toList();
    }
    for (Path old : segments.subList(0, Math.max(0, segments.size() - retained))) {
      Files.delete(old);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
