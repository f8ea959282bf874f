package io.millpond.http;

import java.util.List;

/**
 * Why a request is refused. Handlers throw it; the dialect's {@link Dialect#describe} alone decides
 * how it looks on the wire. The message is meant for the client: it never names a path of the
 * server.
 */
public class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A header that goes with the refusal. */
  public record Header(String name, String value) {}

  private final int status;
  private final transient List<Header> headers;

  public Problem(int status, String message, Header... headers) {
    // Refusals are answers, not surprises: no stack trace is wanted.
    super(message, null, false, false);
    this.status = status;
    this.headers = List.of(headers);
  }

  public static Problem badRequest(String message) {
    return new Problem(400, message);
  }

  public static Problem notFound(String message) {
    return new Problem(404, message);
  }

  /** The HTTP status, 300 to 599. */
  public int status() {
    return status;
  }

  public List<Header> headers() {
    return headers;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
