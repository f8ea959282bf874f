package io.millpond.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A journald of its own name space, started without an init system, and a program connected to its
 * standard output socket. Skips where journald is not installed or may not be started.
 */
final class LiveJournal implements Closeable {
  private static final Path DAEMON = Path.of("/lib/systemd/systemd-journald");
  private static final Path JOURNALS = Path.of("/var/log/journal");

  private final String namespace;
  private final Process daemon;
  private final SocketChannel stdout;

  private LiveJournal(String namespace, Process daemon, SocketChannel stdout) {
    this.namespace = namespace;
    this.daemon = daemon;
    this.stdout = stdout;
  }

  static LiveJournal start() throws IOException {
    assumeTrue(Files.isExecutable(DAEMON), "skipped: systemd-journald is not installed");
    assumeTrue(
        "root".equals(System.getProperty("user.name")), "skipped: only root can start journald");
    assumeTrue(Files.isWritable(JOURNALS), "skipped: no persistent journal folder");
    String namespace = "mpconf" + ProcessHandle.current().pid() + "x" + System.nanoTime() % 10_000;
    Process daemon =
        new ProcessBuilder(DAEMON.toString(), namespace)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path socket = Path.of("/run/systemd", "journal." + namespace, "stdout");
    try {
      await().until(() -> Files.exists(socket));
      SocketChannel stdout = SocketChannel.open(StandardProtocolFamily.UNIX);
      stdout.connect(UnixDomainSocketAddress.of(socket));
      LiveJournal journal = new LiveJournal(namespace, daemon, stdout);
      journal.send("conformance\n\n6\n0\n0\n0\n0\n");
      await().until(() -> journal.find().isPresent());
      return journal;
    } catch (IOException | RuntimeException e) {
      daemon.destroy();
      throw e;
    }
  }

  private Optional<Path> find() {
    try (Stream<Path> folders = Files.list(JOURNALS)) {
      return folders.filter(folder -> folder.toString().endsWith("." + namespace)).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the journal files. */
  Path folder() {
    return find().orElseThrow();
  }

  /** One entry a line. */
  void write(String line) throws IOException {
    send(line + "\n");
  }

  private void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      stdout.write(bytes);
    }
  }

  /** Asks the daemon to archive the active file and to begin another. */
  void rotate() throws IOException, InterruptedException {
    long before = files();
    new ProcessBuilder("kill", "-USR2", "" + daemon.pid()).start().waitFor(5, TimeUnit.SECONDS);
    await().until(() -> files() > before);
  }

  private long files() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    stdout.close();
    daemon.destroy();
    try {
      if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
        daemon.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    find().ifPresent(Scratch::delete);
    Path sockets = Path.of("/run/systemd", "journal." + namespace);
    if (Files.isDirectory(sockets)) {
      Scratch.delete(sockets);
    }
  }
}
