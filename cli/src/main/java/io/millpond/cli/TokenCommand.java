package io.millpond.cli;

import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millpond token}. */
@Command(
    name = "token",
    description = "Issues tokens that the service takes, lists them and takes them back.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class,
    footer = {
      "",
      "A client sends a token as 'Authorization: Bearer TOKEN' and is local:NAME to auth.grants.",
      "Only hashes of tokens are kept. A service that runs goes by them from the next request on."
    })
final class TokenCommand implements Runnable {
  @Mixin HelpOption help = new HelpOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  /** The command with all that stands below it. */
  static CommandLine line(Console console, InstantSource clock) {
    return new CommandLine(new TokenCommand())
        .addSubcommand(new TokenIssue(console, clock))
        .addSubcommand(new TokenList(console, clock))
        .addSubcommand(new TokenRevoke(console, clock));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "millpond token: a command is missing");
  }
}
