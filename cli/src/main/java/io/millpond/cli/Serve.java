package io.millpond.cli;

import io.millpond.server.config.Configuration;
import io.millpond.server.config.ConfigurationException;
import io.millpond.server.config.Discovery;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millpond serve}. */
@Command(
    name = "serve",
    description = "Serves the logs that the configuration names.",
    footer = {
      "",
      "Without --config it looks for the usual places of logs on this machine, says what it found,",
      "listens on 127.0.0.1 only and asks for no credentials.",
      "",
      "When it answers it prints one line to standard output: millpond ready http://HOST:PORT",
      "Exit codes: 0 ended by SIGTERM or SIGINT, 1 failed, 2 usage, 78 configuration."
    })
final class Serve implements Callable<Integer> {
  private final Session session;

  @Mixin HelpOption help = new HelpOption();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file (YAML); all that is wrong with it is told at start.")
  @Nullable Path config;

  Serve(Session session) {
    this.session = session;
  }

  /**
   * Whether the command line is one that supervisors use: {@code serve}, or {@code serve --config
   * FILE}. Those go past picocli, whose classes are of a version (Java 5) that the JVM's AOT cache
   * cannot hold: parsing with it costs a third of the time to the ready line.
   */
  static boolean isPlain(String... arguments) {
    return arguments.length > 0
        && arguments[0].equals("serve")
        && (arguments.length == 1
            || (arguments.length == 3
                && arguments[1].equals("--config")
                && !arguments[2].startsWith("-")));
  }

  /** The command of a line that {@link #isPlain}. */
  static Serve plain(Session session, String... arguments) {
    Serve serve = new Serve(session);
    serve.config = arguments.length == 1 ? null : Path.of(arguments[2]);
    return serve;
  }

  @Override
  public Integer call() {
    Console console = session.console();
    Configuration configuration;
    try {
      configuration = config == null ? discovered(console) : loaded(config, console);
    } catch (ConfigurationException e) {
      e.problems().forEach(console.err()::println);
      return ExitCode.CONFIGURATION;
    }
    return session.run(configuration, server -> ready(server, console), () -> {});
  }

  private static Configuration loaded(Path file, Console console) throws ConfigurationException {
    return Configuration.load(file, console.environment());
  }

  private static Configuration discovered(Console console) {
    Discovery discovery = Configuration.discover(console.root(), console.environment());
    discovery.report().forEach(console.err()::println);
    return discovery.configuration();
  }

  private static void ready(RunningServer server, Console console) {
    console.out().println("millpond ready " + server.uri());
    console.out().flush();
  }
}
