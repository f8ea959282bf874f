package io.millpond.audit;

/**
 * What a line says of a read. Texts are as they came, of any length: the line escapes and cuts
 * them. Never part of one: content of logs, tokens, secrets of links.
 *
 * @param timeMillis when, since 1970
 */
public record Entry(long timeMillis, Request request, Asked asked, Answer answer) {
  /**
   * The request.
   *
   * @param remote address of the client, or of the proxy before us
   */
  public record Request(String id, String dialect, String method, String remote) {}

  /**
   * Who asked for what.
   *
   * @param caller the principal; {@code -} where it is not known
   * @param creator of the link that was read by; empty where it was none
   * @param permission that was asked for; empty where none was
   * @param kind of the resource
   * @param resource its name
   */
  public record Asked(
      String caller, String creator, String permission, String kind, String resource) {}

  /**
   * What became of it.
   *
   * @param range of bytes, lines or time; empty where all was asked for
   * @param bytes of body handed to the connection; of an answer that broke off fewer may have
   *     arrived
   * @param millis since the request began
   */
  public record Answer(String range, long bytes, int status, Outcome outcome, long millis) {}

  /** How a read ends, or that it goes on. */
  public enum Outcome {
    /** It was allowed, and answered to the end. */
    ALLOWED("allowed"),
    /** It was not allowed. */
    DENIED("denied"),
    /** Nobody knows the caller. */
    UNAUTHENTICATED("unauthenticated"),
    /** Who the caller is could not be found out. */
    UNDECIDED("undecided"),
    /** It was allowed, and the connection broke off before the end of the answer. */
    BROKEN("broken"),
    /** It is allowed and goes on for a while. */
    READING("reading"),
    /** It is allowed, and events are sent until the client or the server breaks off. */
    FOLLOWING("following"),
    /** Events are sent no longer. */
    FOLLOWED("followed");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Adds the members of a line that say this, behind its number. */
  void write(Line line) {
    line.time(timeMillis)
        .member(",\"requestId\":", request.id)
        .member(",\"caller\":", asked.caller)
        .memberIfAny(",\"creator\":", asked.creator)
        .memberIfAny(",\"permission\":", asked.permission)
        .member(",\"kind\":", asked.kind)
        .member(",\"resource\":", asked.resource)
        .member(",\"dialect\":", request.dialect)
        .member(",\"method\":", request.method)
        .member(",\"remote\":", request.remote)
        .memberIfAny(",\"range\":", answer.range)
        .member(",\"bytes\":", answer.bytes)
        .member(",\"status\":", answer.status)
        .member(",\"outcome\":", answer.outcome.word())
        .member(",\"millis\":", answer.millis);
  }
}
