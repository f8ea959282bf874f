package io.millpond.api;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permit;
import io.millpond.access.Question;
import io.millpond.http.Crowd;
import io.millpond.http.CrowdLimits;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import java.time.Duration;
import java.util.function.Function;

/**
 * Puts a request to the decision point: every route of every dialect asks here, and nowhere else.
 * What a dialect takes for credentials and how it says no is its own affair.
 */
public final class Doorkeeper {
  private final Access access;
  private final Crowd crowd;

  /** One that lets in as many as there are. */
  public Doorkeeper(Access access) {
    this(access, new Crowd(CrowdLimits.NONE));
  }

  public Doorkeeper(Access access, Crowd crowd) {
    this.access = access;
    this.crowd = crowd;
  }

  /** Whether callers must show who they are. */
  public boolean isRequired() {
    return access.isRequired();
  }

  /**
   * Who is asking, verified once a request. Whoever is known is let in, if there are not too many.
   *
   * @param credentials finds what the dialect takes for credentials
   * @throws Problem 429 where there are, or where too many came from there with credentials that
   *     are nobody's; 503 where it cannot be told at the moment
   */
  public Identity identify(Exchange exchange, Function<Exchange, Credentials> credentials) {
    return exchange.once(Identity.class, () -> verified(exchange, credentials.apply(exchange)));
  }

  private Identity verified(Exchange exchange, Credentials credentials) {
    if (isRequired() && !(credentials instanceof Credentials.None)) {
      crowd.requireTrust(exchange);
    }
    Identity identity = access.identify(credentials, exchange::beforeBlocking);
    switch (identity) {
      case Identity.Known(Caller.Known caller, var body) ->
          crowd.enter(exchange, caller.principal());
      case Identity.Known anonymous -> crowd.enter(exchange);
      case Identity.Invalid invalid -> crowd.failed(exchange);
      case Identity.Missing missing -> {}
      case Identity.Undecided(var retryAfter) -> throw undecided(retryAfter);
    }
    return identity;
  }

  private static Problem undecided(Duration retryAfter) {
    return new Problem(
        503,
        "Callers cannot be verified at the moment",
        new Problem.Header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))));
  }

  /**
   * Lets in whoever has what is no credentials but is as good, such as a link.
   *
   * @throws Problem 429 as {@link #identify} does
   */
  public void admitUnnamed(Exchange exchange) {
    crowd.requireTrust(exchange);
    crowd.enter(exchange);
  }

  /** Notes that what a request has instead of credentials is as good as none. */
  public void failed(Exchange exchange) {
    crowd.failed(exchange);
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
