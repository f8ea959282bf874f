package io.millpond.access.tokens;

import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.Limits;
import io.millpond.access.Scheme;
import io.millpond.access.Verifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Bearer tokens (JWT) of OpenID Connect issuers. The token's {@code iss} says which of the
 * configured issuers it is of, that one's keys whether this is true, and its claims whose it is.
 */
public final class IssuerTokens implements Verifier, AutoCloseable {
  private record Trusted(Issuer issuer, SigningKeys keys) {}

  private final List<Trusted> all;
  private final JwtCallers callers;
  private final InstantSource clock;
  private final VerifiedTokens<Caller.Known> verified = VerifiedTokens.ofCallers();

  private IssuerTokens(List<Trusted> all, InstantSource clock) {
    this.all = List.copyOf(all);
    this.callers = new JwtCallers(all.stream().map(Trusted::issuer).toList());
    this.clock = clock;
  }

  /** Begins to fetch the keys of all the issuers. */
  public static IssuerTokens start(List<Issuer> issuers, InstantSource clock) {
    return start(
        issuers,
        clock,
        issuer ->
            SigningKeys.start(
                issuer.name(),
                issuer.keys(),
                SigningKeys.Timing.of(issuer.keys()),
                System::nanoTime));
  }

  static IssuerTokens start(
      List<Issuer> issuers, InstantSource clock, Function<Issuer, SigningKeys> keys) {
    return new IssuerTokens(
        issuers.stream().map(issuer -> new Trusted(issuer, keys.apply(issuer))).toList(), clock);
  }

  @Override
  public Scheme scheme() {
    return Scheme.JWT;
  }

  @Override
  public Optional<Identity> remembered(Credentials credentials) {
    return credentials instanceof Credentials.Token token
        ? verified.find(token.text(), clock.instant()).map(Identity.Known::new)
        : Optional.empty();
  }

  @Override
  public boolean claims(Credentials credentials) {
    if (!(credentials instanceof Credentials.Token token)) {
      return false;
    }
    try {
      return trusted(Jws.parse(token.text()).claims()).isPresent();
    } catch (UnfitTokenException notOne) {
      return false;
    }
  }

  /** The issuer that a token names: to the letter rather than by a placeholder. */
  private Optional<Trusted> trusted(Claims claims) throws UnfitTokenException {
    String iss = claims.text("iss").orElseThrow(UnfitTokenException::new);
    Optional<Trusted> named = trusted(iss, Optional.empty());
    return named.isPresent() ? named : trusted(iss, claims.text("tid"));
  }

  private Optional<Trusted> trusted(String iss, Optional<String> tenant) {
    return all.stream().filter(one -> Issuer.isSame(one.issuer.name(), iss, tenant)).findFirst();
  }

  @Override
  public Identity verify(Credentials credentials, Runnable beforeBlocking) {
    if (!(credentials instanceof Credentials.Token token)) {
      return new Identity.Invalid();
    }
    try {
      return verified(token.text(), clock.instant(), beforeBlocking);
    } catch (UnfitTokenException unfit) {
      return new Identity.Invalid();
    } catch (KeysUnavailableException unavailable) {
      return new Identity.Undecided(Limits.KEYS_INTERVAL);
    }
  }

  private Identity verified(String text, Instant now, Runnable beforeBlocking)
      throws UnfitTokenException, KeysUnavailableException {
    Jws token = Jws.parse(text);
    Claims claims = token.claims();
    Trusted trusted = trusted(claims).orElseThrow(UnfitTokenException::new);
    if (!trusted.issuer.algorithms().contains(token.algorithm())) {
      throw new UnfitTokenException();
    }
    Keys.Published key =
        trusted
            .keys
            .find(keys -> keys.select(token), beforeBlocking)
            .orElseThrow(UnfitTokenException::new);
    if (!key.key().verifies(token)) {
      throw new UnfitTokenException();
    }
    Caller.Known caller = callers.caller(trusted.issuer, key, claims);
    if (!Lifetime.of(claims).hasBegun(now)) {
      throw new UnfitTokenException();
    }
    if (!now.isBefore(caller.expires())) {
      return new Identity.Invalid(true);
    }
    verified.add(
        text,
        caller,
        () -> trusted.keys.current().filter(keys -> keys.all().contains(key)).isPresent());
    return new Identity.Known(caller);
  }

  @Override
  public void close() {
    all.forEach(one -> one.keys.close());
  }
}
