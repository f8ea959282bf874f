package io.millpond.clusters.documents;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.io.Closeable;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * A service that is asked for documents over HTTP: for one again and again, and for details of it
 * where they are needed. Redirections are not followed.
 */
public final class DocumentService implements Closeable {
  private static final DocumentSource.Timing TIMING =
      new DocumentSource.Timing(
          Limits.SERVICE_FRESH,
          Limits.SERVICE_TOLERABLE,
          Limits.SERVICE_RETRY,
          Limits.STATE_CONNECT_TIMEOUT,
          Limits.SERVICE_FETCH_TIMEOUT);

  private final String name;
  private final String base;
  private final InstantSource clock;
  private final Duration patience;
  private final HttpClient client;
  private final Semaphore turns = new Semaphore(Limits.MAX_SERVICE_QUESTIONS, true);

  /**
   * @param name what it is called in messages, such as {@code master of cluster x}
   * @param base its URL; resources are below it
   */
  public DocumentService(String name, URI base, InstantSource clock) {
    this(name, base, clock, Limits.SERVICE_WAIT);
  }

  /**
   * The same with another patience.
   *
   * @param patience longest wait for an answer
   */
  public DocumentService(String name, URI base, InstantSource clock, Duration patience) {
    this.name = name;
    this.base = base.toString().endsWith("/") ? base.toString() : base + "/";
    this.clock = clock;
    this.patience = patience;
    this.client = HttpDocumentLoader.client(HttpDocumentLoader.Request.json(base), TIMING);
  }

  /**
   * A document that is asked for anew after {@link Limits#SERVICE_FRESH}.
   *
   * @param resource below the base, of characters that need no escape, with its query
   */
  public <T> StandingDocument<Told<T>> document(String resource, DocumentParser<T> parser) {
    return standing(cached(loader(resource, parser), Limits.SERVICE_FRESH), true);
  }

  /**
   * A document of details. A few are asked for at a time, whatever their number.
   *
   * @param fresh how long it is used without asking again
   */
  public <T> StandingDocument<Told<T>> detail(
      String resource, DocumentParser<T> parser, Duration fresh) {
    return standing(cached(inTurn(loader(resource, parser)), fresh), false);
  }

  private <T> DocumentLoader<Told<T>> loader(String resource, DocumentParser<T> parser) {
    HttpDocumentLoader<T> http =
        new HttpDocumentLoader<>(
            name,
            HttpDocumentLoader.Request.json(URI.create(base + resource)),
            parser,
            TIMING,
            client);
    return previous -> {
      var asked = clock.instant();
      return new Told<>(http.load(previous.map(Told::document)), asked);
    };
  }

  private <T> DocumentLoader<T> inTurn(DocumentLoader<T> loader) {
    return previous -> {
      try {
        turns.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DocumentUnavailableException(name, Reason.TIMED_OUT, "", e);
      }
      try {
        return loader.load(previous);
      } finally {
        turns.release();
      }
    };
  }

  private <T> CachedDocument<T> cached(DocumentLoader<T> loader, Duration fresh) {
    return new CachedDocument<>(name, loader, fresh, TIMING, System::nanoTime);
  }

  private <T> StandingDocument<T> standing(CachedDocument<T> source, boolean isTold) {
    return new StandingDocument<>(name, source, isTold, patience, System::nanoTime);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
