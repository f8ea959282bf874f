package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of a laboratory: its console goes to two files, and it is expected to end when its
 * standard input does, which happens at the latest when this JVM dies.
 */
final class LabProcess implements AutoCloseable {
  private final String name;
  private final Path directory;
  private final Process process;

  private LabProcess(String name, Path directory, Process process) {
    this.name = name;
    this.directory = directory;
    this.process = process;
  }

  /** Starts a command; its console is {@code stdout} and {@code stderr} of the directory. */
  static LabProcess start(
      String name, Path directory, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(directory);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(directory.resolve("stdout").toFile())
              .redirectError(directory.resolve("stderr").toFile());
      builder.environment().putAll(environment);
      return new LabProcess(name, directory, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until its console has something; the first group, or all where there is none. */
  String awaitLine(Pattern wanted) {
    return await(name + " says " + wanted)
        .atMost(Limits.LAB_TIMEOUT)
        .until(() -> find(wanted), found -> !found.isEmpty());
  }

  private String find(Pattern wanted) {
    Matcher matcher = wanted.matcher(console());
    if (matcher.find()) {
      return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
    }
    assertThat(process.isAlive()).as("%s runs; its console:%n%s", name, console()).isTrue();
    return "";
  }

  private String console() {
    try {
      return Files.readString(directory.resolve("stderr"), StandardCharsets.ISO_8859_1)
          + Files.readString(directory.resolve("stdout"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; the exit code. */
  int awaitExit() {
    try {
      if (!process.waitFor(Limits.LAB_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        return fail("%s still runs; its console:%n%s", name, console());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGTERM for a process on a leash; waits until it has ended in its own time. */
  void stop() {
    // Of the handle: that of the process would end its leash, and that kills it.
    process.toHandle().destroy();
    awaitExit();
    close();
  }

  /** SIGKILL; waits until what it had started has noticed, and is gone too. */
  void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    awaitExit();
    try {
      await("the end of what " + name + " had started")
          .atMost(Limits.LAB_TIMEOUT)
          .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** SIGKILL for a process it has started, the one whose command line has a word. */
  void killChild(String word) {
    List<ProcessHandle> found =
        process
            .descendants()
            .filter(child -> child.info().commandLine().orElse("").contains(word))
            .toList();
    assertThat(found).as("what %s has started with %s", name, word).hasSize(1);
    found.getFirst().destroyForcibly();
  }

  /** SIGTERM, and SIGKILL where that is not enough, or for what it leaves behind. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(Limits.LAB_STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
