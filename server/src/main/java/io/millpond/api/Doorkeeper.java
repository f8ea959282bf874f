package io.millpond.api;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permit;
import io.millpond.access.Question;
import io.millpond.access.SignedRequest;
import io.millpond.audit.Trail;
import io.millpond.http.Crowd;
import io.millpond.http.CrowdLimits;
import io.millpond.http.Exchange;
import io.millpond.http.Leave;
import io.millpond.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a request to the decision point: every route of every dialect asks here, and nowhere else.
 * What a dialect takes for credentials and how it says no is its own affair.
 */
public final class Doorkeeper {
  private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

  private final Access access;
  private final OwnNames names;
  private final Optional<Trail> trail;
  private final Crowd crowd;

  /** The client is told nothing of it, and whoever sits behind a proxy could look for long. */
  private final AtomicBoolean toldOfOthers = new AtomicBoolean();

  /**
   * For a service that is called nothing but what loopback is called; puts nothing on record and
   * lets in as many as there are.
   */
  public Doorkeeper(Access access) {
    this(access, new OwnNames(Set.of(), false), Optional.empty(), new Crowd(CrowdLimits.NONE));
  }

  /**
   * @param names to one of which requests have to be addressed that are signed, and all where no
   *     credentials are required
   * @param trail where every request that asks here is put on record
   * @param crowd of those that were let in
   */
  public Doorkeeper(Access access, OwnNames names, Optional<Trail> trail, Crowd crowd) {
    this.access = access;
    this.names = names;
    this.trail = trail;
    this.crowd = crowd;
  }

  /** Whether callers must show who they are. */
  public boolean isRequired() {
    return access.isRequired();
  }

  /**
   * Who is asking, verified once a request. Where the credentials cover the request's body it is
   * read here, whatever becomes of it later: so no handler can forget to look whether it is the one
   * that was signed. Whoever is known is let in, if there are not too many.
   *
   * @param credentials finds what the dialect takes for credentials
   * @throws Problem 429 where there are too many, or where too many came from there with
   *     credentials that are nobody's; 503 where that cannot be told at the moment, or not be put
   *     on record; 403 as {@link #requireOwnName}; 400, 408 or 413 where a body that has to be read
   *     is malformed, late or too long
   * @throws UncheckedIOException where the client went while its body was read
   */
  public Identity identify(Exchange exchange, Function<Exchange, Credentials> credentials) {
    requireRecord(exchange);
    requireOwnName(exchange);
    return identity(exchange, credentials);
  }

  /** As above for what reads no log, and is answered where nothing can be put on record, too. */
  public Identity identifyAnyway(Exchange exchange, Function<Exchange, Credentials> credentials) {
    trail.ifPresent(one -> isOnRecord(exchange, one));
    requireOwnName(exchange);
    return identity(exchange, credentials);
  }

  private Identity identity(Exchange exchange, Function<Exchange, Credentials> credentials) {
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
          new Problem.Header(
              "Retry-After", Long.toString(io.millpond.audit.Limits.RETRY_AFTER.toSeconds())));
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
    if (isRequired() && !(credentials instanceof Credentials.None)) {
      crowd.requireTrust(exchange);
    }
    Identity identity =
        isSignedForAnother(credentials)
            ? new Identity.Invalid()
            : access.identify(credentials, exchange::beforeBlocking);
    switch (identity) {
      case Identity.Known(Caller.Known caller, var body) ->
          crowd.enter(exchange, caller.principal());
      case Identity.Known anonymous -> crowd.enter(exchange);
      case Identity.Invalid invalid -> crowd.failed(exchange);
      case Identity.Missing missing -> {}
      case Identity.Undecided(var retryAfter) -> {
        record(exchange).ifPresent(ReadRecord::undecided);
        throw undecided(retryAfter);
      }
    }
    if (!(identity instanceof Identity.Known(Caller caller, Optional<String> sha256))) {
      return identity;
    }
    if (sha256.isPresent() && !isBody(exchange, sha256.get())) {
      return new Identity.Invalid();
    }
    record(exchange).ifPresent(record -> record.known(caller));
    return identity;
  }

  /**
   * A token says in itself whom it is for; a signature does by the host that it covers. Without
   * this, whoever is sent a signed request could send it here while its date is good.
   */
  private boolean isSignedForAnother(Credentials credentials) {
    if (!isRequired() || !(credentials instanceof Credentials.Signed(SignedRequest request))) {
      return false;
    }
    List<String> hosts = request.header("host");
    boolean isForAnother = hosts.size() != 1 || !names.isSignedFor(hosts.getFirst());
    if (isForAnother && toldOfOthers.compareAndSet(false, true)) {
      log.warn(
          "a request was refused that was signed for another host: where it is this service's, it"
              + " has to be in http.names (said once)");
    }
    return isForAnother;
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
    record(exchange).ifPresent(record -> record.decided(caller, question, decision));
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
