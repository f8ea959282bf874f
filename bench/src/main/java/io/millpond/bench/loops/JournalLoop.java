package io.millpond.bench.loops;

import io.millpond.journal.ByteSink;
import io.millpond.journal.Entry;
import io.millpond.journal.Journal;
import io.millpond.journal.JournalFilter;
import io.millpond.journal.JournalReader;
import io.millpond.journal.JsonFormat;
import io.millpond.journal.ShortFormat;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All entries of a journal read, and written as text and as JSON. The directory is named on the
 * command line: {@code bench/run jmh JournalLoop -p directory=…}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-Xmx256m",
      "-XX:+UseSerialGC"
    })
public class JournalLoop {
  private static final int SINK_BYTES = 1 << 16;

  /** Where the journal files lie. */
  @Param("/var/log/journal")
  public String directory = "";

  private @Nullable Journal journal;

  /** Opens the journal. */
  @Setup(Level.Trial)
  public void open() {
    journal = Journal.open(List.of(Path.of(directory)));
  }

  /** Closes it. */
  @TearDown(Level.Trial)
  public void close() {
    if (journal != null) {
      journal.close();
    }
  }

  /** What is done with an entry. */
  private interface Format {
    void write(Entry entry, ByteSink out);
  }

  /** Entries in order, nothing of them looked at. */
  @Benchmark
  public long walk() {
    return each((entry, out) -> {});
  }

  /** As {@code journalctl -o short}. */
  @Benchmark
  public long shortText() {
    return each(new ShortFormat(ZoneOffset.UTC)::write);
  }

  /** As {@code journalctl -o json}: every field escaped. */
  @Benchmark
  public long json() {
    return each(new JsonFormat(false)::write);
  }

  private long each(Format format) {
    if (journal == null) {
      throw new IllegalStateException("not open");
    }
    long bytes = 0;
    ByteSink out = new ByteSink();
    try (JournalReader reader = journal.newReader(JournalFilter.all())) {
      reader.seekHead();
      while (reader.next()) {
        format.write(reader.entry(), out);
        if (out.length() > SINK_BYTES) {
          bytes += out.length();
          out.clear();
        }
      }
    }
    return bytes + out.length();
  }
}
