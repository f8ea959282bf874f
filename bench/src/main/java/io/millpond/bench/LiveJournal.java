package io.millpond.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A journald of its own namespace, which runs without systemd as process 1. Needs root. */
final class LiveJournal implements AutoCloseable {
  private static final Path JOURNALS = Path.of("/var/log/journal");
  private static final Path RUNTIME = Path.of("/run/systemd");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);

  private final String namespace;
  private final Process daemon;
  private final SocketChannel stdout;

  private LiveJournal(String namespace, Process daemon, SocketChannel stdout) {
    this.namespace = namespace;
    this.daemon = daemon;
    this.stdout = stdout;
  }

  /** What is missing here for a live journal, if anything. */
  static Optional<String> obstacle() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of("only root can start journald");
    }
    return Files.isWritable(JOURNALS) ? Optional.empty() : Optional.of("no " + JOURNALS);
  }

  /**
   * Starts the daemon, a writer connected to it. It would drop what comes fast, so it is told not
   * to.
   */
  static LiveJournal start() throws IOException, InterruptedException {
    String namespace = "mpbench" + ProcessHandle.current().pid();
    Path settings = Files.createDirectories(RUNTIME.resolve("journald@" + namespace + ".conf.d"));
    Files.writeString(
        settings.resolve("bench.conf"),
        "[Journal]\nStorage=persistent\nRateLimitIntervalSec=0\nRateLimitBurst=0\n");
    Process daemon =
        new ProcessBuilder(Tool.JOURNALD.path(), namespace)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path socket = RUNTIME.resolve("journal." + namespace).resolve("stdout");
    await(() -> Files.exists(socket));
    SocketChannel stdout = SocketChannel.open(StandardProtocolFamily.UNIX);
    stdout.connect(UnixDomainSocketAddress.of(socket));
    LiveJournal journal = new LiveJournal(namespace, daemon, stdout);
    // The head of the stream protocol: identifier, unit, priority, and four flags.
    journal.write("bench\n\n6\n0\n0\n0\n0\n");
    journal.write("begun\n");
    await(() -> journal.find().isPresent());
    return journal;
  }

  /** A condition to wait for. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("journald did not start");
      }
      Thread.sleep(POLL);
    }
  }

  private Optional<Path> find() throws IOException {
    try (Stream<Path> folders = Files.list(JOURNALS)) {
      return folders.filter(folder -> folder.toString().endsWith("." + namespace)).findFirst();
    }
  }

  Path directory() throws IOException {
    return find().orElseThrow(() -> new IOException("the journal is gone"));
  }

  /** Writes lines, an entry each. */
  void write(String lines) throws IOException {
    ByteBuffer bytes = StandardCharsets.US_ASCII.encode(lines);
    while (bytes.hasRemaining()) {
      stdout.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    stdout.close();
    daemon.destroy();
    try {
      if (!daemon.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        daemon.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      daemon.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Trees.delete(directory());
    Trees.delete(RUNTIME.resolve("journal." + namespace));
    Trees.delete(RUNTIME.resolve("journald@" + namespace + ".conf.d"));
  }
}
