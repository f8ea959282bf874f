package io.millpond.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Thousands who follow one file that grows quickly. */
final class FanOut implements Comparison {
  private static final String FILE = "followed-%d.log".formatted(ProcessHandle.current().pid());
  private static final int FULL_FOLLOWERS = 2000;
  private static final int SHORT_FOLLOWERS = 200;
  private static final int LINES_PER_SECOND = 1000;
  private static final int LINE_BYTES = 120;
  private static final double WARM_UP_SECONDS = 4;
  private static final Metric P50 = new Metric("lag of the oldest line of a read: median", "ms");
  private static final Metric P99 = new Metric("lag of the oldest line of a read: p99", "ms");
  private static final Metric CORES = new Metric("CPU of the server", "cores");
  private static final Metric IDLE_KIB =
      new Metric("resident a follower, before lines come", "KiB");
  private static final Metric KIB = new Metric("resident a follower, at the end", "KiB");
  private static final Metric CLIENT_CORES = new Metric("CPU of the client", "cores");
  private static final Metric LINES = new Metric("lines delivered", "1,000/s");

  @Override
  public String name() {
    return "followers";
  }

  @Override
  public List<Tool> tools() {
    return List.of();
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    int followers = (int) options.size(FULL_FOLLOWERS, SHORT_FOLLOWERS);
    Samples samples = new Samples();
    for (int round = 0; round < options.rounds(); round++) {
      measure(options, followers, samples);
    }
    return new Result(
        name(),
        "%,d followers of one file, %,d lines/s of %d bytes"
            .formatted(followers, LINES_PER_SECOND, LINE_BYTES),
        samples,
        List.of(
            Goal.atMost("p99 of the lag in ms, under 100", P99, 100),
            Goal.atMost("cores, at most 0.25", CORES, 0.25),
            Goal.atMost("KiB a follower, at most 25", KIB, 25)),
        List.of(
            "Each round starts Millpond anew. Resident memory is that of the process less what it"
                + " was with 10 followers served, by follower.",
            "Every follower got every byte, or the run would have failed."));
  }

  private static void measure(Options options, int followers, Samples samples)
      throws IOException, InterruptedException {
    Sandbox sandbox = new Sandbox(options.data());
    Path file = sandbox.files().resolve(FILE);
    double seconds = options.size(10, 3);
    try (FileChannel log =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        Server millpond = MillpondServer.start(options, sandbox.configuration(), "")) {
      append(log, 100, 1);
      String path = Sandbox.read(FILE) + "?cursor=END";
      try (FanOutClient few = new FanOutClient(millpond.port(), path, 10)) {
        append(log, LINES_PER_SECOND, 1);
        few.awaitQuiet();
      }
      double before = ProcessFigures.residentKib(millpond.process());
      try (FanOutClient client = new FanOutClient(millpond.port(), path, followers)) {
        double idle = ProcessFigures.residentKib(millpond.process());
        append(log, LINES_PER_SECOND, WARM_UP_SECONDS);
        client.awaitQuiet();
        client.begin();
        double cpu = millpond.cpuSeconds();
        double own = ProcessFigures.cpuSeconds(ProcessHandle.current());
        append(log, LINES_PER_SECOND, seconds);
        cpu = millpond.cpuSeconds() - cpu;
        own = ProcessFigures.cpuSeconds(ProcessHandle.current()) - own;
        client.awaitQuiet();
        Stamps stamps = client.end();
        double resident = ProcessFigures.residentKib(millpond.process());
        samples.add(P50, MillpondServer.NAME, stamps.millis(0.5));
        samples.add(P99, MillpondServer.NAME, stamps.millis(0.99));
        samples.add(CORES, MillpondServer.NAME, cpu / seconds);
        samples.add(IDLE_KIB, MillpondServer.NAME, (idle - before) / followers);
        samples.add(KIB, MillpondServer.NAME, (resident - before) / followers);
        samples.add(CLIENT_CORES, MillpondServer.NAME, own / seconds);
        samples.add(LINES, MillpondServer.NAME, followers * LINES_PER_SECOND / 1000.0);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void append(FileChannel log, int perSecond, double seconds) throws IOException {
    String filler = "x".repeat(LINE_BYTES);
    Pace.keep(
        perSecond,
        seconds,
        number -> {
          String line =
              (Stamps.now() + " line " + number + " " + filler).substring(0, LINE_BYTES - 1);
          ByteBuffer bytes = StandardCharsets.US_ASCII.encode(line + "\n");
          log.write(bytes);
        });
  }
}
