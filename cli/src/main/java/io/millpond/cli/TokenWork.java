package io.millpond.cli;

import io.millpond.access.local.TokenDesk;
import io.millpond.server.config.ConfigurationException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What the commands over tokens have in common: where the tokens are, and what may go wrong. */
abstract class TokenWork implements Callable<Integer> {
  final Console console;
  final InstantSource clock;

  @Mixin HelpOption help = new HelpOption();
  @Mixin DataDirectory directory = new DataDirectory();

  TokenWork(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public final Integer call() {
    try {
      return work(new TokenDesk(directory.find(console), clock));
    } catch (ConfigurationException e) {
      e.problems().forEach(console.err()::println);
      return ExitCode.CONFIGURATION;
    } catch (IOException e) {
      console.err().println("millpond: " + reason(e));
      return ExitCode.FAILED;
    }
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return failure.getClass() != IOException.class || message == null
        ? failure.toString()
        : message;
  }

  /** Does what the command is for, and returns its exit code. */
  abstract int work(TokenDesk desk) throws IOException;
}
