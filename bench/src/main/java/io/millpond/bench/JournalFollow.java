package io.millpond.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How long an entry takes from the writer through journald to a client that follows. */
final class JournalFollow implements Comparison {
  private static final String JOURNALCTL = "journalctl -f";
  private static final String REQUEST =
      """
      GET /system/v1/logs/v2/component?cursor=END HTTP/1.1\r
      Host: 127.0.0.1\r
      Accept: text/event-stream\r
      \r
      """;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long SETTLE_NANOS = 700_000_000;

  private static Metric p50(int rate) {
    return new Metric("%,d entries/s: median".formatted(rate), "ms");
  }

  private static Metric p99(int rate) {
    return new Metric("%,d entries/s: p99".formatted(rate), "ms");
  }

  private static Metric cores(int rate) {
    return new Metric("%,d entries/s: CPU".formatted(rate), "cores");
  }

  private static Metric seen(int rate) {
    return new Metric("%,d entries/s: entries seen".formatted(rate), "");
  }

  @Override
  public String name() {
    return "journal-follow";
  }

  @Override
  public List<Tool> tools() {
    return List.of(Tool.JOURNALD, Tool.JOURNALCTL);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    Samples samples = new Samples();
    if (LiveJournal.obstacle().isPresent()) {
      return result(samples, List.of(), "SKIPPED: " + LiveJournal.obstacle().get());
    }
    try (LiveJournal journal = LiveJournal.start();
        Server millpond =
            MillpondServer.start(
                options, "node: {id: bench, journal: [\"" + journal.directory() + "\"]}\n", "")) {
      for (int round = -1; round < options.rounds(); round++) {
        Samples target = round < 0 ? new Samples() : samples;
        for (int rate : List.of(10, 1000)) {
          double seconds = round < 0 ? 3 : options.size(rate < 100 ? 20 : 10, 3);
          viaMillpond(journal, millpond, rate, seconds, target);
          viaJournalctl(journal, rate, seconds, target);
        }
      }
    }
    return result(
        samples,
        List.of(
            Goal.atMost("p99 in ms at 10 entries/s, under 5", p99(10), 5),
            Goal.atMost("p99 in ms at 1,000 entries/s, under 5", p99(1000), 5)),
        "From before the write to journald's stream socket to after the read of the client; a"
            + " journald of its own namespace, client and writer in one process.");
  }

  private Result result(Samples samples, List<Goal> goals, String note) {
    return new Result(name(), "following a journal that grows", samples, goals, List.of(note));
  }

  private static void viaMillpond(
      LiveJournal journal, Server millpond, int rate, double seconds, Samples samples)
      throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), millpond.port())) {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      measure(
          journal,
          millpond.process(),
          socket.getInputStream(),
          MillpondServer.NAME,
          rate,
          seconds,
          samples);
    }
  }

  private static void viaJournalctl(LiveJournal journal, int rate, double seconds, Samples samples)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Tool.JOURNALCTL.path(),
                "--no-pager",
                "--directory=" + journal.directory(),
                "-f",
                "-n1",
                "-o",
                "cat")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      measure(
          journal,
          process.toHandle(),
          process.getInputStream(),
          JOURNALCTL,
          rate,
          seconds,
          samples);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static void measure(
      LiveJournal journal,
      ProcessHandle process,
      InputStream in,
      String candidate,
      int rate,
      double seconds,
      Samples samples)
      throws IOException, InterruptedException {
    Client client = new Client(in);
    Thread thread = Thread.ofPlatform().daemon().name("follower").start(client);
    LockSupport.parkNanos(SETTLE_NANOS);
    client.begin();
    double cpu = ProcessFigures.cpuSeconds(process);
    Pace.keep(rate, seconds, number -> journal.write(Stamps.now() + " entry " + number + "\n"));
    cpu = ProcessFigures.cpuSeconds(process) - cpu;
    LockSupport.parkNanos(SETTLE_NANOS);
    Stamps stamps = client.end();
    samples.add(p50(rate), candidate, stamps.millis(0.5));
    samples.add(p99(rate), candidate, stamps.millis(0.99));
    samples.add(cores(rate), candidate, cpu / seconds);
    samples.add(seen(rate), candidate, stamps.count());
    thread.interrupt();
  }

  /** Reads what comes and takes the lag of every entry since {@link #begin}. */
  private static final class Client implements Runnable {
    private final InputStream in;
    private final Stamps stamps = new Stamps();
    private volatile boolean isMeasuring;

    Client(InputStream in) {
      this.in = in;
    }

    void begin() {
      isMeasuring = true;
    }

    Stamps end() {
      isMeasuring = false;
      return stamps;
    }

    @Override
    public void run() {
      byte[] bytes = new byte[BUFFER_BYTES];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int held = 0;
      try {
        for (int read = in.read(bytes);
            read >= 0;
            read = in.read(bytes, held, bytes.length - held)) {
          int end = held + read;
          // A stamp may be cut by the end of a read: what follows the last line waits for the rest.
          int complete = end;
          while (complete > 0 && bytes[complete - 1] != '\n') {
            complete--;
          }
          if (isMeasuring) {
            stamps.take(buffer, 0, complete, Integer.MAX_VALUE);
          }
          held = end - complete;
          System.arraycopy(bytes, complete, bytes, 0, held);
        }
      } catch (SocketException closed) {
        // The measurement is over.
      } catch (IOException closed) {
        // So it is with a pipe.
      }
    }
  }
}
