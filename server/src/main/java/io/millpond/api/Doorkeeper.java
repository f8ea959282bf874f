package io.millpond.api;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permit;
import io.millpond.access.Question;
import io.millpond.http.Exchange;
import io.millpond.http.Leave;
import io.millpond.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts a request to the decision point: every route of every dialect asks here, and nowhere else.
 * What a dialect takes for credentials and how it says no is its own affair.
 */
public final class Doorkeeper {
  private final Access access;
  private final OwnNames names;

  /** For a service that is called nothing but what loopback is called. */
  public Doorkeeper(Access access) {
    this(access, new OwnNames(Set.of()));
  }

  /**
   * @param names to one of which requests have to be addressed where no credentials are required
   */
  public Doorkeeper(Access access, OwnNames names) {
    this.access = access;
    this.names = names;
  }

  /** Whether callers must show who they are. */
  public boolean isRequired() {
    return access.isRequired();
  }

  /**
   * Who is asking, verified once a request. Where the credentials cover the request's body it is
   * read here, whatever becomes of it later: so no handler can forget to look whether it is the one
   * that was signed.
   *
   * @param credentials finds what the dialect takes for credentials
   * @throws Problem 503 where that cannot be told at the moment; 403 as {@link #requireOwnName};
   *     400, 408 or 413 where a body that has to be read is malformed, late or too long
   * @throws UncheckedIOException where the client went while its body was read
   */
  public Identity identify(Exchange exchange, Function<Exchange, Credentials> credentials) {
    requireOwnName(exchange);
    return exchange.once(Identity.class, () -> verified(exchange, credentials.apply(exchange)));
  }

  /**
   * Refuses a request for another host where no credentials are required: any program on this
   * machine may ask then, but no web page that a browser on it happens to show.
   *
   * @throws Problem 403
   */
  public void requireOwnName(Exchange exchange) {
    if (!access.isRequired() && exchange.host().filter(host -> !names.has(host)).isPresent()) {
      throw new ForeignHostProblem();
    }
  }

  private Identity verified(Exchange exchange, Credentials credentials) {
    Identity identity = access.identify(credentials, exchange::beforeBlocking);
    if (identity instanceof Identity.Undecided(var retryAfter)) {
      throw new Problem(
          503,
          "Callers cannot be verified at the moment",
          new Problem.Header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))));
    }
    return identity instanceof Identity.Known(var caller, Optional<String> sha256)
            && sha256.isPresent()
            && !isBody(exchange, sha256.get())
        ? new Identity.Invalid()
        : identity;
  }

  private static boolean isBody(Exchange exchange, String sha256) {
    exchange.beforeBlocking();
    try {
      byte[] body = exchange.readBody(Limits.MAX_SIGNED_BODY_BYTES, Limits.SIGNED_BODY_TIMEOUT);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return Base64.getEncoder().encodeToString(digest).equals(sha256);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /**
   * Whether the caller of a request may do what it asks for. What goes on for long looks again, at
   * the {@link Leave} of the exchange.
   *
   * @throws Problem 503 where that cannot be told at the moment
   */
  public Decision decide(Exchange exchange, Caller caller, Question question) {
    Decision decision = access.decide(caller, question);
    if (decision == Decision.ALLOWED) {
      Permit permit = new Permit(access, caller, question);
      exchange.attach(Permit.class, permit);
      exchange.attach(Leave.class, permit::holds);
    } else {
      requireCertainty();
    }
    return decision;
  }

  /**
   * Whether a caller may, for what is shown only to those who may: lists are made of these.
   *
   * @throws Problem 503 where that cannot be told at the moment
   */
  public boolean mayKnowOf(Caller caller, Question question) {
    return isCertain(access.decide(caller, question) == Decision.ALLOWED);
  }

  /**
   * Whether one of these principals may now, whoever is asking: for what goes on after its creator
   * has gone.
   *
   * @throws Problem 503 where that cannot be told at the moment
   */
  public boolean mayNow(Collection<String> principals, Question question) {
    return isCertain(access.mayNow(principals, question.permission()));
  }

  private boolean isCertain(boolean may) {
    if (!may) {
      requireCertainty();
    }
    return may;
  }

  /** What would be refused for good is only put off while not all grants are known. */
  private void requireCertainty() {
    if (!access.isCertain()) {
      throw new Problem(
          503, "Grants are not known at the moment", new Problem.Header("Retry-After", "1"));
    }
  }
}
