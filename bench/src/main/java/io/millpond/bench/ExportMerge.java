package io.millpond.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A thousand large logs merged: what it takes of memory and descriptors. */
final class ExportMerge implements Comparison {
  private static final int FILES = 1000;
  private static final int SHORT_FILES = 50;
  private static final long FILE_BYTES = 1L << 30;
  private static final long SHORT_FILE_BYTES = 16L << 20;
  private static final Metric RATE = new Metric("rate", "GB/s");
  private static final Metric PEAK = new Metric("peak resident", "MiB");
  private static final Metric DESCRIPTORS = new Metric("open descriptors, most", "");

  @Override
  public String name() {
    return "aidp-merge";
  }

  @Override
  public List<Tool> tools() {
    return List.of();
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    int count = (int) options.size(FILES, SHORT_FILES);
    ExportLogs logs = ExportLogs.alike(options, count, options.size(FILE_BYTES, SHORT_FILE_BYTES));
    DataFiles.warm(logs.files().getFirst());
    Samples samples = new Samples();
    try (Server millpond = MillpondServer.start(options, logs.configuration(), "");
        Exporter exporter = new Exporter(millpond)) {
      AtomicLong most = new AtomicLong();
      AtomicBoolean ended = new AtomicBoolean();
      Thread watch = Thread.startVirtualThread(() -> watch(millpond.process().pid(), most, ended));
      long began = System.nanoTime();
      exporter.await(exporter.start(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")));
      double seconds = (System.nanoTime() - began) / 1e9;
      ended.set(true);
      watch.join();
      samples.add(RATE, MillpondServer.NAME, logs.bytes() / 1e9 / seconds);
      double peak = ProcessFigures.peakResidentKib(millpond.process()) / 1024;
      samples.add(PEAK, MillpondServer.NAME, peak);
      samples.add(DESCRIPTORS, MillpondServer.NAME, (double) most.get());
    }
    return new Result(
        name(),
        "errors of a thread out of %,d logs of %,d MiB"
            .formatted(count, Files.size(logs.files().getFirst()) >> 20),
        samples,
        List.of(),
        List.of(
            "The logs are one file under as many names, so that they fit into the page cache."));
  }

  private static void watch(long pid, AtomicLong most, AtomicBoolean ended) {
    Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
    while (!ended.get()) {
      try (Stream<Path> open = Files.list(descriptors)) {
        most.accumulateAndGet(open.count(), Math::max);
        Thread.sleep(20);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
