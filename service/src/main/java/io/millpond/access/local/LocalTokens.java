package io.millpond.access.local;

import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.Scheme;
import io.millpond.access.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whose tokens of {@code millpond token} are. Each question looks whether the file of tokens
 * is another one by now, which costs a system call: so what is issued or taken back counts from the
 * next request on. While the file cannot be read no token counts.
 */
public final class LocalTokens implements Verifier {
  private static final Logger log = LoggerFactory.getLogger(LocalTokens.class);

  private final TokenFile file;
  private final InstantSource clock;

  /** Held while the file is read. */
  private final ReentrantLock reading = new ReentrantLock();

  private volatile Known known = new Known(Optional.empty(), Map.of(), OptionalLong.empty());

  /** What was told last to be wrong; empty once nothing is. */
  private volatile String told = "";

  /**
   * Tokens by their hash, and the file they are of.
   *
   * @param failedNanos when it could not be read, by {@link System#nanoTime}
   */
  private record Known(
      Optional<TokenFile.Stamp> stamp, Map<String, IssuedToken> tokens, OptionalLong failedNanos) {
    /** Whether the same file is to be tried again. */
    boolean isDue() {
      return failedNanos.isPresent()
          && System.nanoTime() - failedNanos.getAsLong() > Limits.TOKEN_FILE_RETRY.toNanos();
    }
  }

  /**
   * @param data the data directory of the service
   */
  public LocalTokens(Path data, InstantSource clock) {
    this.file = new TokenFile(data);
    this.clock = clock;
  }

  @Override
  public Scheme scheme() {
    return Scheme.LOCAL;
  }

  @Override
  public boolean claims(Credentials credentials) {
    return credentials instanceof Credentials.Token(var text, var schemes)
        && text.startsWith(TokenText.PREFIX);
  }

  @Override
  public Identity verify(Credentials credentials, Runnable beforeBlocking) {
    if (!(credentials instanceof Credentials.Token(var text, var schemes))) {
      return new Identity.Invalid();
    }
    IssuedToken token = tokens(beforeBlocking).get(TokenText.sha256(text));
    if (token == null) {
      return new Identity.Invalid();
    }
    if (token.hasExpired(clock.instant())) {
      return new Identity.Invalid(true);
    }
    return new Identity.Known(
        new Caller.Known(
            Scheme.LOCAL.principal(token.name()),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            token.expires().orElse(Instant.MAX),
            new NotRevoked(this, token.sha256())));
  }

  private record NotRevoked(LocalTokens tokens, String sha256) implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      return tokens.tokens(() -> {}).containsKey(sha256);
    }

    @Override
    public String toString() {
      return "NotRevoked";
    }
  }

  /**
   * By their hash.
   *
   * @param beforeReading is run where the file has to be read
   */
  private Map<String, IssuedToken> tokens(Runnable beforeReading) {
    Known last = known;
    try {
      if (!file.stamp().equals(last.stamp()) || last.isDue()) {
        beforeReading.run();
        last = read();
      }
      return last.tokens();
    } catch (IOException unreadable) {
      return failed(unreadable, Optional.empty()).tokens();
    }
  }

  private Known read() throws IOException {
    reading.lock();
    try {
      // Before the file is read: one that comes meanwhile is read with the next question.
      Optional<TokenFile.Stamp> stamp = file.stamp();
      if (!stamp.equals(known.stamp()) || known.isDue()) {
        try {
          known = new Known(stamp, bySha256(file.read()), OptionalLong.empty());
          told = "";
        } catch (IOException unreadable) {
          known = failed(unreadable, stamp);
        }
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  private Known failed(IOException unreadable, Optional<TokenFile.Stamp> stamp) {
    String message = unreadable.toString();
    if (!message.equals(told)) {
      told = message;
      log.error("no token of `millpond token` counts: {}", message);
    }
    return new Known(stamp, Map.of(), OptionalLong.of(System.nanoTime()));
  }

  private static Map<String, IssuedToken> bySha256(List<IssuedToken> tokens) {
    Map<String, IssuedToken> all = new HashMap<>();
    tokens.forEach(token -> all.put(token.sha256(), token));
    return Map.copyOf(all);
  }
}
