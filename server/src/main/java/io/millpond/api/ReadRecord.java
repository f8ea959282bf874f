package io.millpond.api;

import io.millpond.access.Caller;
import io.millpond.access.Decision;
import io.millpond.access.Question;
import io.millpond.audit.Entry;
import io.millpond.audit.OpenRead;
import io.millpond.audit.Trail;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.http.Query;
import io.millpond.http.Witness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the audit trail is told of one request: who asked the decision point for what, what it said,
 * and what became of the answer.
 */
final class ReadRecord extends OpenRead implements Witness {
  /** What a request that asks for no one resource is about. */
  private static final String NO_RESOURCE = "request";

  private static final String NOBODY = "-";

  /** Parameters that choose a part of a log; no other one is put on record. */
  private static final List<String> WINDOW =
      List.of("cursor", "skip", "offset", "size", "limit", "maxResults");

  private final Trail trail;
  private final Exchange exchange;
  private volatile Entry.Outcome outcome = Entry.Outcome.UNAUTHENTICATED;

  /** The principal, once it is known. */
  private volatile String caller = NOBODY;

  /** What was asked for, once it was. */
  private volatile Entry.@Nullable Asked asked;

  private volatile boolean isFollowed;

  ReadRecord(Trail trail, Exchange exchange) {
    this.trail = trail;
    this.exchange = exchange;
  }

  void undecided() {
    outcome = Entry.Outcome.UNDECIDED;
  }

  /** Somebody is known, and has not asked for anything that needs a permission. */
  void known(Caller known) {
    outcome = Entry.Outcome.ALLOWED;
    caller = known.principal();
  }

  /** The one question that the request is about. */
  void decided(Caller known, Question question, Decision decision) {
    outcome = decision == Decision.ALLOWED ? Entry.Outcome.ALLOWED : Entry.Outcome.DENIED;
    asked =
        new Entry.Asked(
            known.principal(),
            "",
            question.permission().name(),
            question.resource().kind().word(),
            exchange.shown(question.resource().name()));
  }

  /** A link was followed, by whoever has it. */
  void link(String creator, String kind, String resource) {
    outcome = Entry.Outcome.ALLOWED;
    asked = new Entry.Asked("link", creator, "", kind, resource);
  }

  @Override
  public void follows() {
    isFollowed = true;
    trail.goesOn(this, entry(Entry.Outcome.FOLLOWING));
  }

  @Override
  public void ended(boolean isBroken) {
    Entry.Outcome end = outcome;
    if (isFollowed) {
      end = Entry.Outcome.FOLLOWED;
    } else if (isBroken && end == Entry.Outcome.ALLOWED) {
      end = Entry.Outcome.BROKEN;
    }
    trail.end(this, entry(end));
  }

  @Override
  protected Entry soFar() {
    Entry.Outcome now = outcome;
    return entry(now == Entry.Outcome.ALLOWED ? Entry.Outcome.READING : now);
  }

  private Entry entry(Entry.Outcome now) {
    return new Entry(
        System.currentTimeMillis(),
        new Entry.Request(
            exchange.requestId(), exchange.dialect(), exchange.method(), exchange.remoteAddress()),
        asked(),
        new Entry.Answer(range(), exchange.bytesSent(), exchange.status(), now, millis()));
  }

  private Entry.Asked asked() {
    Entry.Asked question = asked;
    return question != null
        ? question
        : new Entry.Asked(caller, "", "", NO_RESOURCE, exchange.shown(exchange.rawPath()));
  }

  /** The part that was sent, or the one that was asked for. */
  private String range() {
    return exchange
        .answered("Content-Range")
        .or(() -> exchange.attached(Window.class).map(Window::text))
        .or(() -> exchange.header("Range"))
        .orElseGet(this::window);
  }

  private String window() {
    if (exchange.rawTarget().indexOf('?') < 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    try {
      Query query = exchange.query();
      for (String name : WINDOW) {
        query
            .firstLike(name)
            .ifPresent(value ->
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value));
      }
    } catch (Problem malformed) {
      return "";
    }
    return text.toString();
  }
}
