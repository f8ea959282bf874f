package io.millpond.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process beside that of the tests, which runs a class of theirs until it is killed. */
public final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  /**
   * Starts it.
   *
   * @param main which has a main method
   */
  public OtherProcess(Class<?> main, Path... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(Stream.of(arguments).map(Path::toString).toList());
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    lines = process.inputReader();
  }

  /** What it writes, as lines. */
  public BufferedReader lines() {
    return lines;
  }

  /** The same as bytes; not both. */
  public InputStream bytes() {
    return process.getInputStream();
  }

  /** Kills it as {@code kill -9} does; what it wrote before can still be read. */
  public void kill() throws InterruptedException {
    // Of the handle: that of the process would close its output, too.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
