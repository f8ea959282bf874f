package io.millpond.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code millpond}. */
@Command(
    name = "millpond",
    description = "One HTTP service for the logs of a data cluster, read where they lie.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class,
    versionProvider = Version.class)
public final class Main implements Runnable {
  @Option(names = "--version", versionHelp = true, description = "Prints the version.")
  boolean version;

  @Mixin HelpOption help = new HelpOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "millpond: a command is missing");
  }

  /** Runs the command and ends the process. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    StandardError error = StandardError.install(new FileOutputStream(FileDescriptor.err));
    // What programs read is written by us alone: a library that prints goes to standard error.
    System.setOut(System.err);
    Console console = new Console(out, System.err, System.getenv(), Path.of("/"));
    System.exit(run(console, Servers.jetty(error.patient()), ProcessLifetime::begin, arguments));
  }

  /** Runs the command and returns its exit code. */
  static int run(
      Console console, ServerStarter starter, Supplier<Lifetime> lifetimes, String... arguments) {
    Session session = new Session(console, starter, lifetimes);
    if (Serve.isPlain(arguments)) {
      return Serve.plain(session, arguments).call();
    }
    Session atOnce = new Session(console, starter, () -> Lifetime.ENDED);
    return new CommandLine(new Main())
        .addSubcommand(new Serve(session))
        .addSubcommand(new Demo(session))
        .addSubcommand("token", TokenCommand.line(console, InstantSource.system()))
        .addSubcommand(new Train(atOnce))
        .addSubcommand(new CommandLine(new Audit()).addSubcommand(new AuditVerify(console)))
        .setParameterExceptionHandler(Main::misused)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .execute(arguments);
  }

  private static int misused(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    command.getErr().println(mistake.getMessage());
    UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
    command.usage(command.getErr());
    return ExitCode.USAGE;
  }
}
