package io.millpond.cli;

import io.millpond.access.local.IssuedToken;
import io.millpond.access.local.TokenDesk;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code millpond token list}. */
@Command(
    name = "list",
    description = "Lists the tokens: id, when it was issued, when it expires, name. No secrets.")
final class TokenList extends TokenWork {
  private static final String ROW = "%-12s  %-20s  %-20s  %s";

  TokenList(Console console, InstantSource clock) {
    super(console, clock);
  }

  @Override
  int work(TokenDesk desk) throws IOException {
    List<IssuedToken> tokens = desk.list();
    if (tokens.isEmpty()) {
      console.err().println("no tokens");
      return ExitCode.OK;
    }
    console.out().println(ROW.formatted("ID", "ISSUED", "EXPIRES", "NAME"));
    Instant now = clock.instant();
    for (IssuedToken token : tokens) {
      String expires = token.expires().map(Instant::toString).orElse("never");
      console
          .out()
          .println(
              ROW.formatted(
                  token.id(),
                  token.issued(),
                  expires,
                  token.name() + (token.hasExpired(now) ? " (expired)" : "")));
    }
    return ExitCode.OK;
  }
}
