package io.millpond.bench.loops;

import io.millpond.logs.ByteSource;
import io.millpond.logs.LineFilter;
import io.millpond.logs.LineReader;
import io.millpond.logs.LineWindow;
import io.millpond.logs.Lines;
import io.millpond.logs.LogRoot;
import io.millpond.logs.RunReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Opening a log and reading windows of its lines; 64 MiB in the page cache, 120 bytes a line. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-XX:+UseSerialGC"
    })
public class LineWindowLoop {
  private static final int FILE_BYTES = 64 << 20;
  private static final String NAME = "loop.log";

  private final Lines lines = new Lines();
  private final LineFilter needle =
      LineFilter.containing("line 77777 ".getBytes(StandardCharsets.UTF_8));
  private @Nullable Path directory;
  private @Nullable LogRoot root;

  /** Writes the log. */
  @Setup(Level.Trial)
  public void prepare() throws IOException {
    Path fresh = Files.createTempDirectory("millpond-loop");
    StringBuilder text = new StringBuilder(FILE_BYTES + 200);
    for (int i = 0; text.length() < FILE_BYTES; i++) {
      text.append("26/11/20 12:00:00 INFO line ")
          .append(i)
          .append(" ")
          .repeat("x", 80)
          .append('\n');
    }
    Files.writeString(fresh.resolve(NAME), text);
    root = LogRoot.open(fresh);
    directory = fresh;
  }

  /** Removes it. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    if (root != null && directory != null) {
      root.close();
      Files.delete(directory.resolve(NAME));
      Files.delete(directory);
    }
  }

  private ByteSource source() throws IOException {
    if (root == null) {
      throw new IllegalStateException("not prepared");
    }
    return root.open(NAME);
  }

  /** The one door to files: open and close. */
  @Benchmark
  public long open() throws IOException {
    try (ByteSource source = source()) {
      return source.size();
    }
  }

  /** The last 100 lines, as text is sent. */
  @Benchmark
  public long lastHundred() throws IOException {
    return readRuns(LineWindow.last(100), LineFilter.ALL);
  }

  /** All lines, as text is sent. */
  @Benchmark
  public long wholeFile() throws IOException {
    return readRuns(LineWindow.ALL, LineFilter.ALL);
  }

  /** One line found among all. */
  @Benchmark
  public long filtered() throws IOException {
    return readRuns(LineWindow.ALL, needle);
  }

  /** All lines one by one, as JSON and events are made. */
  @Benchmark
  public long lineByLine() throws IOException {
    try (ByteSource source = source();
        LineReader reader = lines.read(source, LineWindow.ALL, LineFilter.ALL)) {
      long bytes = 0;
      while (reader.next()) {
        bytes += reader.bytes().remaining();
      }
      return bytes;
    }
  }

  private long readRuns(LineWindow window, LineFilter filter) throws IOException {
    try (ByteSource source = source();
        RunReader reader = lines.runs(source, window, filter)) {
      long bytes = 0;
      while (reader.next()) {
        bytes += reader.bytes().remaining();
      }
      return bytes;
    }
  }
}
