package io.millpond.http;

import java.util.List;

/**
 * One route of a dialect.
 *
 * @param template the path, variables in braces: {@code /system/v1/logs/v2/task/{task}}
 * @param pace whether the handler may be run where it would hold up other requests
 * @param handler answers the request
 */
public record Route(String template, Pace pace, Handler handler) {
  /** Answers one request, or throws {@link Problem}. */
  @FunctionalInterface
  public interface Handler {
    void handle(Exchange exchange) throws Exception;
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

  /** The path's segments, without the leading slash. */
  public List<String> segments() {
    return List.of(template.substring(1).split("/", -1));
  }
}
