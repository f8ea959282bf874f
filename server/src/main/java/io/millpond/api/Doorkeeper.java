package io.millpond.api;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permit;
import io.millpond.access.Question;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts a request to the decision point: every route of every dialect asks here, and nowhere else.
 * What a dialect takes for credentials and how it says no is its own affair.
 */
public final class Doorkeeper {
  private final Access access;

  public Doorkeeper(Access access) {
    this.access = access;
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
   * @throws Problem 503 where that cannot be told at the moment; 400, 408 or 413 where a body that
   *     has to be read is malformed, late or too long
   * @throws UncheckedIOException where the client went while its body was read
   */
  public Identity identify(Exchange exchange, Function<Exchange, Credentials> credentials) {
    return exchange.once(Identity.class, () -> verified(exchange, credentials.apply(exchange)));
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

  /** Whether the caller of a request may do what it asks for. */
  public Decision decide(Exchange exchange, Caller caller, Question question) {
    Decision decision = access.decide(caller, question);
    if (decision == Decision.ALLOWED) {
      exchange.attach(Permit.class, new Permit(access, caller, question));
    }
    return decision;
  }

  /** Whether a caller may, for what is shown only to those who may: lists are made of these. */
  public boolean mayKnowOf(Caller caller, Question question) {
    return access.decide(caller, question) == Decision.ALLOWED;
  }
}
