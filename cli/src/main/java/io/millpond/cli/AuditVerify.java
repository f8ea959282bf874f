package io.millpond.cli;

import io.millpond.audit.TrailKey;
import io.millpond.audit.Verdict;
import io.millpond.audit.Verification;
import io.millpond.server.config.AuthConfig;
import io.millpond.server.config.Configuration;
import io.millpond.server.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millpond audit verify}. */
@Command(
    name = "verify",
    description = "Looks through the audit trail for lines that were changed, removed or added.",
    footer = {
      "",
      "The files that were put aside are found beside the newest one. The trail may be written",
      "meanwhile. Note the last hash elsewhere: --expect finds out later whether that line is gone.",
      "Exit codes: 0 whole, 1 not whole or not to be read, 2 usage, 78 configuration."
    })
final class AuditVerify implements Callable<Integer> {
  private final Console console;

  @Mixin HelpOption help = new HelpOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @ArgGroup @Nullable Place place;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "What the trail is sealed with; --config tells it, too.")
  @Nullable Path key;

  @Option(
      names = "--expect",
      paramLabel = "HASH",
      description = "The hash of a line that has to be there still.")
  @Nullable String expected;

  /** Where the trail is: that of a service, or a file. */
  static final class Place extends DataDirectory.Named {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The newest file of the trail.")
    @Nullable Path file;
  }

  AuditVerify(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (expected != null && !expected.matches("[0-9a-fA-F]{64}")) {
      throw new ParameterException(spec.commandLine(), "--expect must be 64 hexadecimal digits");
    }
    Optional<Path> keyFile = Optional.ofNullable(key);
    Optional<AuthConfig> auth;
    try {
      auth = DataDirectory.configuration(place, console).map(Configuration::auth);
    } catch (ConfigurationException e) {
      e.problems().forEach(console.err()::println);
      return ExitCode.CONFIGURATION;
    }
    if (auth.isPresent()) {
      Optional<Path> configured = auth.get().audit();
      if (configured.isEmpty()) {
        console.err().println("millpond: this configuration has no audit trail");
        return ExitCode.FAILED;
      }
      return verify(configured.get(), keyFile.or(auth.get()::auditKey));
    }
    return verify(
        place == null || place.file == null
            ? DataDirectory.withoutFile(place, console).resolve(AuthConfig.AUDIT_FILE)
            : place.file,
        keyFile);
  }

  private int verify(Path file, Optional<Path> keyFile) {
    try {
      Optional<TrailKey> secret = Optional.empty();
      if (keyFile.isPresent()) {
        secret = Optional.of(TrailKey.read(keyFile.get()));
      }
      return show(Verification.of(file, secret, Optional.ofNullable(expected)));
    } catch (NoSuchFileException none) {
      console.err().println("millpond: no such file: " + none.getMessage());
    } catch (IOException failure) {
      console.err().println("millpond: the audit trail cannot be read: " + failure.getMessage());
    }
    return ExitCode.FAILED;
  }

  private int show(Verdict verdict) {
    switch (verdict) {
      case Verdict.Whole whole -> {
        whole.remarks().forEach(console.err()::println);
        console
            .out()
            .printf(
                "audit trail whole: %d lines, seq %d..%d, last hash %s%n",
                whole.lines(), whole.firstSeq(), whole.lastSeq(), whole.lastHash());
        return ExitCode.OK;
      }
      case Verdict.Begun begun -> {
        console
            .out()
            .println(
                "audit trail whole: no line yet (or all of them were cut off, and nothing here"
                    + " shows it)");
        return ExitCode.OK;
      }
      case Verdict.Broken(var file, long line, var reason) -> {
        String where = line == 0 ? file.toString() : file + ":" + line;
        console.out().println("audit trail broken: " + where + ": " + reason);
        return ExitCode.FAILED;
      }
    }
  }
}
