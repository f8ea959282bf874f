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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    this.name = name;
    this.request = request;
    this.parser = parser;
    this.fetchTimeout = timing.fetchTimeout();
    HttpClient.Builder builder = HttpClient.newBuilder();
    request.tls().ifPresent(builder::sslContext);
    this.client =
        builder
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

  /** The timeout of a request ends with the head of its response, so the body has this one. */
  private T read(InputStream body, long remainingNanos) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> watchdog =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, Math.max(0, remainingNanos), TimeUnit.NANOSECONDS);
    CompletableFuture<Void> cut =
        watchdog.thenRun(() -> {
          late.set(true);
          closeQuietly(body);
        });
    try {
      return parser.parse(body);
    } catch (IOException e) {
      if (late.get()) {
        throw new DocumentUnavailableException(name, Reason.TIMED_OUT, "", e);
      }
      throw e;
    } finally {
      cut.cancel(false);
      watchdog.cancel(false);
    }
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // The reader of the body has the news already.
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
