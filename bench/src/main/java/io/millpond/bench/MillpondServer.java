package io.millpond.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Millpond, started by its own launcher with the options it gives every user. */
final class MillpondServer extends Server {
  static final String NAME = "millpond";

  /** Asks nobody who they are. */
  private static final String OPEN = "required: false";

  private static final Pattern READY = Pattern.compile("millpond ready https?://.*:(\\d+)");

  private final int port;

  private MillpondServer(String name, Process process, int port) {
    super(name, process);
    this.port = port;
  }

  /**
   * Starts it and waits for its ready line. Its log, a line a request, goes to a file: it cannot be
   * switched off.
   *
   * @param sections of the configuration file, besides those about the address and callers
   * @param tls the {@code http.tls} value, or nothing
   */
  static MillpondServer start(Options options, String sections, String tls) throws IOException {
    return start(NAME, options.scratch().resolve("millpond"), options, sections, tls, OPEN, "");
  }

  /**
   * Starts one beside others.
   *
   * @param name what it is called in the results
   * @param auth the value of {@code auth}, without its braces
   */
  static MillpondServer startAs(String name, Options options, String sections, String auth)
      throws IOException {
    Path scratch = options.scratch().resolve(name.replace(' ', '-'));
    return start(name, scratch, options, sections, "", auth, "");
  }

  /** Starts one that takes the machine for one with a single processor, beside another. */
  static MillpondServer startOnOneCore(Options options, String sections) throws IOException {
    Path scratch = options.scratch().resolve("millpond-one");
    return start(NAME, scratch, options, sections, "", OPEN, "-XX:ActiveProcessorCount=1");
  }

  private static MillpondServer start(
      String name,
      Path place,
      Options options,
      String sections,
      String tls,
      String auth,
      String javaOptions)
      throws IOException {
    Path scratch = Files.createDirectories(place);
    Path configuration = scratch.resolve("millpond.yaml");
    Files.writeString(
        configuration,
        """
        http: {host: 127.0.0.1, port: 0%s}
        data: "%s"
        auth: {%s}
        """
                .formatted(tls.isEmpty() ? "" : ", tls: " + tls, scratch.resolve("data"), auth)
            + sections);
    List<String> command =
        List.of(options.millpond().toString(), "serve", "--config", configuration.toString());
    Path log = scratch.resolve("millpond.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().merge("MILLPOND_JAVA_OPTS", javaOptions, (a, b) -> a + " " + b);
    Process process = builder.start();
    // The stream stays open for the life of the process: a closed pipe would be its problem.
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    Matcher ready = READY.matcher(line == null ? "" : line);
    if (!ready.matches()) {
      process.destroy();
      throw new IOException("Millpond did not start; see " + log);
    }
    return new MillpondServer(name, process, Integer.parseInt(ready.group(1)));
  }

  @Override
  int port() {
    return port;
  }
}
