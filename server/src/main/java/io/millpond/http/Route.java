package io.millpond.http;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One route of a dialect.
 *
 * @param template the path, variables in braces: {@code /system/v1/logs/v2/task/{task}}
 * @param pace whether the handlers may be run where they would hold up other requests
 * @param handlers what answers each method
 */
public record Route(String template, Pace pace, Map<Method, Handler> handlers) {
  /** Answers one request, or throws {@link Problem}. */
  @FunctionalInterface
  public interface Handler {
    void handle(Exchange exchange) throws Exception;
  }

  /** What a route may be asked. HEAD is answered wherever GET is. */
  public enum Method {
    GET,
    PUT,
    POST,
    DELETE
  }

  /** Where a handler runs. */
  public enum Pace {
    /** On a virtual thread of its own: may read files, wait, follow. */
    BLOCKING,
    /**
     * A file: bounded ranges are answered on the thread that read the request, unless the handler
     * finds that it takes more than that, see {@link Exchange#beforeBlocking}.
     */
    FILE,
    /** Answers from memory. */
    INSTANT
  }

  public Route {
    if (handlers.isEmpty()) {
      throw new IllegalArgumentException("a route answers something");
    }
    handlers = Map.copyOf(handlers);
  }

  /** A route that answers GET and HEAD. */
  public Route(String template, Pace pace, Handler handler) {
    this(template, pace, Map.of(Method.GET, handler));
  }

  /** This route, answering one method more. */
  public Route with(Method method, Handler handler) {
    Map<Method, Handler> more = new EnumMap<>(handlers);
    more.put(method, handler);
    return new Route(template, pace, more);
  }

  /** What answers GET. */
  public Handler handler() {
    return handler("GET").orElseThrow();
  }

  /** What answers a method, as the request spells it; empty where the route does not take it. */
  public Optional<Handler> handler(String method) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return Arrays.stream(Method.values())
        .filter(known -> known.name().equals(asked))
        .findFirst()
        .map(handlers::get);
  }

  /** The methods it takes, as the header {@code Allow} lists them. */
  public String allowed() {
    return Arrays.stream(Method.values())
        .filter(handlers::containsKey)
        .map(method -> method == Method.GET ? "GET, HEAD" : method.name())
        .collect(Collectors.joining(", "));
  }

  /** The path's segments, without the leading slash. */
  public List<String> segments() {
    return List.of(template.substring(1).split("/", -1));
  }
}
