package io.millpond.access.local;

import io.millpond.access.GrantForms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Issues tokens and takes them back, whether or not the service runs meanwhile. */
public final class TokenDesk {
  private final TokenFile file;
  private final InstantSource clock;

  /**
   * @param data the data directory of the service
   */
  public TokenDesk(Path data, InstantSource clock) {
    this.file = new TokenFile(data);
    this.clock = clock;
  }

  /**
   * A token, for whoever it is issued to: this is the only time that its text is known.
   *
   * @param text what a client sends
   */
  public record Issue(String text, IssuedToken token) {
    @Override
    public String toString() {
      return "Issue[" + token + "]";
    }
  }

  /**
   * Issues a token.
   *
   * @param name {@link GrantForms#isLocalName}
   * @param lifetime up to {@link Limits#MAX_TOKEN_LIFETIME}; for ever where empty
   * @throws IOException where the file cannot be read or written, or is full
   */
  public Issue issue(String name, Optional<Duration> lifetime) throws IOException {
    if (!GrantForms.isLocalName(name)) {
      throw new IllegalArgumentException("no name for a token");
    }
    String text = TokenText.create();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    IssuedToken token =
        new IssuedToken(
            TokenText.createId(), name, TokenText.sha256(text), now, lifetime.map(now::plus));
    file.change(before -> {
      if (before.size() >= Limits.MAX_LOCAL_TOKENS) {
        throw new IOException(
            "there are " + before.size() + " tokens already: revoke those that have expired");
      }
      if (before.stream().anyMatch(other -> other.id().equals(token.id()))) {
        throw new IOException("another token has the id that was drawn: try again");
      }
      return Optional.of(Stream.concat(before.stream(), Stream.of(token)).toList());
    });
    return new Issue(text, token);
  }

  /** All that were issued and not taken back, by name. */
  public List<IssuedToken> list() throws IOException {
    return file.read().stream()
        .sorted(Comparator.comparing(IssuedToken::name).thenComparing(IssuedToken::issued))
        .toList();
  }

  /**
   * Takes a token back.
   *
   * @return it; empty where there is none of that id
   */
  public Optional<IssuedToken> revoke(String id) throws IOException {
    List<IssuedToken> revoked = new ArrayList<>();
    file.change(before -> {
      before.stream().filter(token -> token.id().equals(id)).forEach(revoked::add);
      return revoked.isEmpty()
          ? Optional.empty()
          : Optional.of(before.stream().filter(token -> !token.id().equals(id)).toList());
    });
    return revoked.stream().findFirst();
  }
}
