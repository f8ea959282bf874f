package io.millpond.cli;

import io.millpond.access.GrantForms;
import io.millpond.access.local.Limits;
import io.millpond.access.local.TokenDesk;
import io.millpond.server.config.Units;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millpond token issue}. */
@Command(
    name = "issue",
    description = "Issues a token and prints it, once: it cannot be shown again.")
final class TokenIssue extends TokenWork {
  private static final String NEVER = "never";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Whose it is; several tokens may have one name.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  String name;

  @Option(
      names = "--expires",
      paramLabel = "AFTER",
      defaultValue = "30d",
      description = "How long it is good: 12h, 30d, … or never (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  String expires;

  TokenIssue(Console console, InstantSource clock) {
    super(console, clock);
  }

  @Override
  int work(TokenDesk desk) throws IOException {
    if (!GrantForms.isLocalName(name)) {
      throw misused("NAME must be 1 to 128 letters, digits and . _ @ + -, a letter or digit first");
    }
    TokenDesk.Issue issued = desk.issue(name, lifetime());
    console.out().println(issued.text());
    console
        .err()
        .println(
            "token %s of local:%s, good %s"
                .formatted(
                    issued.token().id(),
                    name,
                    issued.token().expires().map(end -> "until " + end).orElse("until revoked")));
    return ExitCode.OK;
  }

  private Optional<Duration> lifetime() {
    if (expires.equals(NEVER)) {
      return Optional.empty();
    }
    return Optional.of(
        Units.duration(expires)
            .filter(lifetime ->
                lifetime.compareTo(Duration.ofSeconds(1)) >= 0
                    && lifetime.compareTo(Limits.MAX_TOKEN_LIFETIME) <= 0)
            .orElseThrow(() ->
                misused("--expires must be a duration of 1s to 3650d, such as 30d, or never")));
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
