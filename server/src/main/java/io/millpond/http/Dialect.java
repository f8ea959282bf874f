package io.millpond.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A published API: its routes, its words, its errors. */
public interface Dialect {
  /** Short name for metrics and the access log. */
  String name();

  /** The headers that carry the request's id. */
  List<String> requestIdHeaders();

  /**
   * The id of a request in this dialect's form.
   *
   * @param id 8 hexadecimal digits of this process, 10 that count its requests
   * @param headers those of the request, by name, as far as they were understood
   */
  default String requestId(String id, Function<String, Optional<String>> headers) {
    return id;
  }

  /**
   * A request target as the access log may show it: where a path is a secret of this dialect's, it
   * is left out. Every dialect is asked for every request, whoever answers it.
   */
  default String logged(String target) {
    return target;
  }

  /** A target, or a part of one, without what is a secret of any of these dialects. */
  static String logged(String target, Iterable<Dialect> dialects) {
    String shown = target;
    for (Dialect dialect : dialects) {
      shown = dialect.logged(shown);
    }
    return shown;
  }

  /** Every route, in the order the document lists them. */
  List<Route> routes();

  /** Whether requests that match no route but start with this path are this dialect's to refuse. */
  boolean owns(String path);

  /** Whether a path with empty or dot segments is sent to the tidy one; else it is unknown. */
  default boolean redirects() {
    return true;
  }

  /**
   * Who is asking and may they: called before the handler, and before anything else of the request
   * is looked at.
   *
   * @throws Problem 401 or 403
   */
  void admit(Exchange exchange);

  /** The refusal of a path that no route has. */
  Problem unknownRoute();

  /** The refusal of a method other than GET and HEAD; {@code known} where the path has a route. */
  Problem wrongMethod(boolean known);

  /** The refusal of a method that the route of the path does not take. */
  default Problem wrongMethod(Route route) {
    return wrongMethod(true);
  }

  /** The refusal of a request that is no proper HTTP, or too large. */
  default Problem malformed(int status, String text) {
    return new Problem(status, text);
  }

  /** How a refusal looks on the wire. */
  void describe(Exchange exchange, Problem problem);
}
