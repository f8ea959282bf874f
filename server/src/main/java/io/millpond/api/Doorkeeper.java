package io.millpond.api;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permit;
import io.millpond.access.Question;
import io.millpond.audit.Limits;
import io.millpond.audit.Trail;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts a request to the decision point: every route of every dialect asks here, and nowhere else.
 * What a dialect takes for credentials and how it says no is its own affair.
 */
public final class Doorkeeper {
  private final Access access;
  private final Optional<Trail> trail;

  /** One that puts nothing on record. */
  public Doorkeeper(Access access) {
    this(access, Optional.empty());
  }

  /**
   * @param trail where every request that asks here is put on record
   */
  public Doorkeeper(Access access, Optional<Trail> trail) {
    this.access = access;
    this.trail = trail;
  }

  /** Whether callers must show who they are. */
  public boolean isRequired() {
    return access.isRequired();
  }

  /**
   * Who is asking, verified once a request.
   *
   * @param credentials finds what the dialect takes for credentials
   * @throws Problem 503 where that cannot be told at the moment, or not be put on record
   */
  public Identity identify(Exchange exchange, Function<Exchange, Credentials> credentials) {
    requireRecord(exchange);
    return identity(exchange, credentials);
  }

  /** As above for what reads no log, and is answered where nothing can be put on record, too. */
  public Identity identifyAnyway(Exchange exchange, Function<Exchange, Credentials> credentials) {
    trail.ifPresent(one -> isOnRecord(exchange, one));
    return identity(exchange, credentials);
  }

  private Identity identity(Exchange exchange, Function<Exchange, Credentials> credentials) {
    return exchange.once(Identity.class, () -> verified(exchange, credentials.apply(exchange)));
  }

  /**
   * Puts a request on record that is to show no credentials but the secret of a link.
   *
   * @throws Problem 503 where that is not possible
   */
  public void requireRecord(Exchange exchange) {
    if (trail.isPresent() && !isOnRecord(exchange, trail.get())) {
      throw new Problem(
          503,
          "Reads cannot be put on record at the moment",
          new Problem.Header("Retry-After", Long.toString(Limits.RETRY_AFTER.toSeconds())));
    }
  }

  /**
   * Says what a link has led to.
   *
   * @param creator the principal that asked for what it leads to
   * @param kind what sort of thing that is
   * @param resource which one
   */
  public void linkOpened(Exchange exchange, String creator, String kind, String resource) {
    record(exchange).ifPresent(record -> record.link(creator, kind, resource));
  }

  private static boolean isOnRecord(Exchange exchange, Trail trail) {
    if (record(exchange).isPresent()) {
      return true;
    }
    ReadRecord record = new ReadRecord(trail, exchange);
    if (!trail.begin(record)) {
      return false;
    }
    exchange.witness(record);
    return true;
  }

  private static Optional<ReadRecord> record(Exchange exchange) {
    return exchange.witness().map(ReadRecord.class::cast);
  }

  private Identity verified(Exchange exchange, Credentials credentials) {
    Identity identity = access.identify(credentials, exchange::beforeBlocking);
    if (identity instanceof Identity.Known(Caller caller, var body)) {
      record(exchange).ifPresent(record -> record.known(caller));
    }
    if (identity instanceof Identity.Undecided(var retryAfter)) {
      record(exchange).ifPresent(ReadRecord::undecided);
      throw new Problem(
          503,
          "Callers cannot be verified at the moment",
          new Problem.Header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))));
    }
    return identity;
  }

  /** Whether the caller of a request may do what it asks for. */
  public Decision decide(Exchange exchange, Caller caller, Question question) {
    Decision decision = access.decide(caller, question);
    record(exchange).ifPresent(record -> record.decided(caller, question, decision));
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
