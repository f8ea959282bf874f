package io.millpond.clusters.documents;

import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Fetches a document from a server.
 *
 * @param <T> what is made of it
 */
public final class HttpDocumentLoader<T> implements DocumentLoader<T> {
  /** What to ask for. */
  public interface Request {
    /** A request for the document, made anew for every fetch; the timeout is filled in. */
    HttpRequest.Builder next() throws IOException;

    /** What to trust; empty: what the Java runtime does. */
    default Optional<SSLContext> tls() {
      return Optional.empty();
    }

    /** A plain GET of a JSON document. */
    static Request json(URI url) {
      return () -> HttpRequest.newBuilder(url).header("Accept", "application/json");
    }
  }

  private final String name;
  private final Request request;
  private final DocumentParser<T> parser;
  private final Duration fetchTimeout;
  private final HttpClient client;

  HttpDocumentLoader(
      String name, Request request, DocumentParser<T> parser, DocumentSource.Timing timing) {
    this(name, request, parser, timing, client(request, timing));
  }

  /** Over a client that is closed with this; loaders that share one are not closed. */
  HttpDocumentLoader(
      String name,
      Request request,
      DocumentParser<T> parser,
      DocumentSource.Timing timing,
      HttpClient client) {
    this.name = name;
    this.request = request;
    this.parser = parser;
    this.fetchTimeout = timing.fetchTimeout();
    this.client = client;
  }

  static HttpClient client(Request request, DocumentSource.Timing timing) {
    HttpClient.Builder builder = HttpClient.newBuilder();
    request.tls().ifPresent(builder::sslContext);
    return builder
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timing.connectTimeout())
        .build();
  }

  @Override
  public T load(Optional<T> previous) throws DocumentUnavailableException {
    long deadline = System.nanoTime() + fetchTimeout.toNanos();
    try {
      HttpRequest next = request.next().timeout(fetchTimeout).build();
      HttpResponse<InputStream> response =
          client.send(next, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new DocumentUnavailableException(
              name, Reason.REFUSED, "status " + response.statusCode(), null);
        }
        return read(body, deadline - System.nanoTime());
      }
    } catch (DocumentUnavailableException e) {
      throw e;
    } catch (HttpTimeoutException e) {
      throw new DocumentUnavailableException(name, Reason.TIMED_OUT, "", e);
    } catch (IOException e) {
      throw new DocumentUnavailableException(name, Reason.UNREACHABLE, "", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DocumentUnavailableException(name, Reason.TIMED_OUT, "", e);
    }
  }

  private T read(InputStream body, long remainingNanos) throws IOException {
    try (BodyDeadline deadline = BodyDeadline.on(body, Duration.ofNanos(remainingNanos))) {
      try {
        return parser.parse(body);
      } catch (IOException e) {
        if (deadline.isPast()) {
          throw new DocumentUnavailableException(name, Reason.TIMED_OUT, "", e);
        }
        throw e;
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
