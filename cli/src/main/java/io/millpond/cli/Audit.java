package io.millpond.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millpond audit}. */
@Command(
    name = "audit",
    description = "Looks into the audit trail.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class Audit implements Runnable {
  @Mixin HelpOption help = new HelpOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "millpond audit: a command is missing");
  }
}
