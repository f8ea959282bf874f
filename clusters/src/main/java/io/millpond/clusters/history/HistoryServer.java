package io.millpond.clusters.history;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.BodyDeadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.OptionalInt;

/**
 * Spark's history server, asked over its REST API ({@code /api/v1}). Safe for use by many threads.
 *
 * <p>It wants the attempt in a path where an application has numbered attempts, and refuses one
 * where it has none. Nothing of the caller's headers is passed on, and redirections are not
 * followed.
 */
public final class HistoryServer implements AutoCloseable {
  private static final int NOT_FOUND = 404;

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Limits.HISTORY_CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param base its URL, without {@code /api/v1}
   */
  public HistoryServer(URI base) {
    this.base = base;
  }

  /**
   * What it answered. To be closed.
   *
   * @param status HTTP status
   * @param contentType of the body; empty where it says none
   * @param body closed when its time is up, {@link Limits#HISTORY_BODY_TIMEOUT}
   */
  public record Answer(int status, String contentType, InputStream body, BodyDeadline deadline)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (deadline) {
        body.close();
      }
    }
  }

  /**
   * Asks for a resource of an attempt.
   *
   * @param applicationId made of characters that need no escape
   * @param attempt its number
   * @param mayBeUnnumbered whether to ask for the application itself where there is no such attempt
   * @param resource such as {@code jobs/17}, made of characters that need no escape
   * @param query without the question mark, escaped; empty for none
   * @throws IOException where it cannot be reached or does not answer in time
   */
  public Answer ask(
      String applicationId, int attempt, boolean mayBeUnnumbered, String resource, String query)
      throws IOException {
    Answer answer = ask(applicationId, OptionalInt.of(attempt), resource, query);
    if (answer.status() == NOT_FOUND && mayBeUnnumbered) {
      answer.close();
      return ask(applicationId, OptionalInt.empty(), resource, query);
    }
    return answer;
  }

  private Answer ask(String applicationId, OptionalInt attempt, String resource, String query)
      throws IOException {
    String url = base.toString();
    URI target =
        URI.create(
            (url.endsWith("/") ? url : url + "/")
                + "api/v1/applications/"
                + applicationId
                + (attempt.isPresent() ? "/" + attempt.getAsInt() : "")
                + "/"
                + resource
                + (query.isEmpty() ? "" : "?" + query));
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(Limits.HISTORY_ANSWER_TIMEOUT)
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body(),
          BodyDeadline.on(response.body(), Limits.HISTORY_BODY_TIMEOUT));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
