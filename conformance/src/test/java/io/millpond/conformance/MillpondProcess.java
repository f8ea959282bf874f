package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A running {@code millpond}: a JVM of its own, started as a user starts it.
 *
 * <p>Standard output is a contract (the ready line and nothing else), so every line of it is kept
 * and checked at the end. Standard error is the product's own log: it goes to a file, its tail is
 * quoted when something fails, and a stack trace in it fails the suite. The class path is that of
 * the test JVM unless the system property {@code millpond.classpath} names another.
 *
 * <p>It does not outlive this JVM, however that ends: what it is started by leaves somebody behind
 * who waits for the end of a pipe from here.
 */
final class MillpondProcess {
  static final String MAIN_CLASS = "io.millpond.cli.Main";

  private static final Pattern READY = Pattern.compile("millpond ready (http://[^ ]+:\\d+)");
  private static final Pattern STACK_TRACE =
      Pattern.compile("^\\s+at [\\w.$/@]+\\(.*\\)$|^Exception in thread .*|^Caused by: .*");

  /**
   * Becomes the command. A child of it ends it with the pipe, if it is still the one that was
   * started: after its end its number may be another's, but the child has another parent.
   */
  private static final String LEASH =
      """
      exec 3<&0
      {
        read -r end <&3
        read -r pid name state parent rest </proc/self/stat
        [ "$parent" != $$ ] || kill -9 $$
      } >/dev/null 2>&1 &
      exec "$@" </dev/null 3<&-
      """;

  private final Process process;
  private final Path stderr;
  private final List<String> stdout = new CopyOnWriteArrayList<>();
  private final CompletableFuture<URI> ready = new CompletableFuture<>();
  private final Thread reader;

  private MillpondProcess(Process process, Path stderr) {
    this.process = process;
    this.stderr = stderr;
    this.reader = Thread.ofVirtual().name("millpond-stdout").start(this::readStdout);
  }

  /**
   * What a command is put behind that is not to outlive this JVM: it ends with its standard input,
   * and finds that empty.
   */
  static List<String> leash() {
    return List.of("sh", "-c", LEASH, "leash");
  }

  /** Starts {@code java <mainClass> <arguments>} in a directory and returns at once. */
  static MillpondProcess start(
      Path directory, Map<String, String> environment, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>(leash());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream.of(System.getProperty("millpond.jvmArgs", "").split(" "))
        .filter(argument -> !argument.isBlank())
        .forEach(command::add);
    command.add("-Xmx256m");
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(
        System.getProperty("millpond.classpath", System.getProperty("java.class.path", "")));
    command.add(mainClass);
    command.addAll(arguments);
    try {
      Path stderr = Files.createTempFile(directory, "stderr-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectError(stderr.toFile());
      builder.environment().putIfAbsent("TZ", "UTC");
      builder.environment().putAll(environment);
      return new MillpondProcess(builder.start(), stderr);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the product with a configuration file, and returns at once. */
  static MillpondProcess serve(Path directory, Map<String, String> environment, Path config) {
    return start(
        directory, environment, MAIN_CLASS, List.of("serve", "--config", config.toString()));
  }

  private void readStdout() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        stdout.add(line);
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          ready.complete(URI.create(matcher.group(1)));
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("standard output ended without a ready line"));
  }

  /** Waits for the ready line; fails with the tail of standard error when none comes. */
  URI awaitReady() {
    try {
      return ready.get(Limits.READY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      return fail(
          "no ready line (%s)%nstandard output: %s%nstandard error ends:%n%s",
          e.getMessage(), stdout, stderrTail());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return fail("interrupted while waiting for the ready line");
    }
  }

  /** SIGTERM, then the end: exit code 0 in time, only the ready line printed, no stack trace. */
  void stopAndCheck() {
    long began = System.nanoTime();
    terminate();
    int exitCode = awaitExit(Limits.STOP_TIMEOUT.plus(Limits.STOP_GRACE));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(exitCode)
        .as("exit code after SIGTERM; standard error ends:%n%s", stderrTail())
        .isZero();
    assertThat(took).as("from SIGTERM to the end").isLessThan(Limits.STOP_TIMEOUT);
    assertThat(stdout).as("all of standard output").hasSize(1).first().asString().matches(READY);
    assertNoStackTrace();
  }

  /** Waits for the process to end by itself or by a signal already sent; kills it after a while. */
  int awaitExit(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return fail("still running after %s; standard error ends:%n%s", timeout, stderrTail());
      }
      reader.join();
      process.destroy(); // lets go of the leash
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return fail("interrupted while waiting for the process to end");
    }
  }

  /** SIGTERM and no waiting. */
  void terminate() {
    // Of the handle: that of the process would end its leash, too.
    process.toHandle().destroy();
  }

  /** SIGKILL; returns when it has ended, and holds no file any more that the next one needs. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  List<String> stdout() {
    return List.copyOf(stdout);
  }

  /** All of standard error so far: what the process says gets there when it has time for it. */
  List<String> stderr() {
    try {
      return new String(Files.readAllBytes(stderr), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of it. A million requests leave more than fits into memory. */
  String stderrTail() {
    try (RandomAccessFile file = new RandomAccessFile(stderr.toFile(), "r")) {
      long length = file.length();
      byte[] end = new byte[(int) Math.min(length, Limits.STDERR_TAIL_BYTES)];
      file.seek(length - end.length);
      file.readFully(end);
      return new String(end, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertNoStackTrace() {
    try (Stream<String> lines = Files.lines(stderr, StandardCharsets.ISO_8859_1)) {
      assertThat(lines.filter(line -> STACK_TRACE.matcher(line).find()).limit(100).toList())
          .as("stack traces on standard error; it ends:%n%s", stderrTail())
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Open descriptors of the process, from {@code /proc}. */
  int openDescriptors() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", "" + process.pid(), "fd"))) {
      return (int) descriptors.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
