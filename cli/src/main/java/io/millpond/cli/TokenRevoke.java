package io.millpond.cli;

import io.millpond.access.local.IssuedToken;
import io.millpond.access.local.TokenDesk;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millpond token revoke}. */
@Command(name = "revoke", description = "Takes tokens back; a service that runs is told at once.")
final class TokenRevoke extends TokenWork {
  @Parameters(paramLabel = "ID", arity = "1..*", description = "Their ids, as 'list' shows them.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  List<String> ids;

  TokenRevoke(Console console, InstantSource clock) {
    super(console, clock);
  }

  @Override
  int work(TokenDesk desk) throws IOException {
    int code = ExitCode.OK;
    for (String id : ids) {
      Optional<IssuedToken> revoked = desk.revoke(id);
      if (revoked.isPresent()) {
        console.err().println("token " + id + " of local:" + revoked.get().name() + " is revoked");
      } else {
        console.err().println("millpond: there is no token " + id);
        code = ExitCode.FAILED;
      }
    }
    return code;
  }
}
