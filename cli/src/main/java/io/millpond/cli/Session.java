package io.millpond.cli;

import io.millpond.server.config.Configuration;
import java.net.BindException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs a server from start to the end of the process. */
final class Session {
  private final Console console;
  private final ServerStarter starter;
  private final Supplier<Lifetime> lifetimes;

  Session(Console console, ServerStarter starter, Supplier<Lifetime> lifetimes) {
    this.console = console;
    this.starter = starter;
    this.lifetimes = lifetimes;
  }

  Console console() {
    return console;
  }

  /**
   * @param ready told when the server answers
   * @param cleanup run when it no longer does, or never did
   */
  int run(Configuration configuration, Consumer<RunningServer> ready, Runnable cleanup) {
    Lifetime lifetime = lifetimes.get();
    try (RunningServer server = starter.start(configuration)) {
      ready.accept(server);
      lifetime.await();
      return ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.OK;
    } catch (Exception e) {
      console.err().println("millpond: " + reason(e, configuration));
      return ExitCode.FAILED;
    } finally {
      cleanup.run();
      lifetime.closed();
    }
  }

  private static String reason(Exception failure, Configuration configuration) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "cannot listen on "
            + configuration.http().host()
            + ":"
            + configuration.http().port()
            + ": "
            + cause.getMessage();
      }
    }
    String message = failure.getMessage();
    return message == null || failure instanceof RuntimeException ? failure.toString() : message;
  }
}
