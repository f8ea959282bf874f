package io.millpond.clusters.documents;

import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a document for a while and has one load in flight at most, however many ask: it may have
 * tens of megabytes and costs its server CPU, and every request for a log needs it.
 *
 * <p>The load runs on a thread of its own, so that a caller that goes away takes nobody's answer
 * with it. A failure is remembered for a moment, lest a queue of callers waits out one timeout
 * each.
 *
 * @param <T> what is made of the document
 */
public final class CachedDocument<T> implements DocumentSource<T> {
  private final String name;
  private final DocumentLoader<T> loader;
  private final long freshNanos;
  private final long maxStaleNanos;
  private final long retryNanos;
  private final LongSupplier nanoTime;

  private final Object lock = new Object();
  private @Nullable CompletableFuture<T> inFlight;
  private @Nullable CompletableFuture<T> lastLoad;
  private @Nullable T document;
  private long loadedAt;
  private @Nullable DocumentUnavailableException failure;
  private long failedAt;

  CachedDocument(
      String name, DocumentLoader<T> loader, Duration fresh, Timing timing, LongSupplier nanoTime) {
    this.name = name;
    this.loader = loader;
    this.freshNanos = fresh.toNanos();
    this.maxStaleNanos = timing.maxStale().toNanos();
    this.retryNanos = timing.retry().toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * A saved document, read again when its size, time or identity has changed.
   *
   * @param name what it is called in messages, such as {@code Mesos state}
   */
  public static <T> DocumentSource<T> file(
      String name, Path file, DocumentParser<T> parser, Timing timing) {
    return new CachedDocument<>(
        name,
        new FileDocumentLoader<>(name, file, parser),
        timing.fresh(),
        timing,
        System::nanoTime);
  }

  /**
   * A document that a server answers a GET with. Redirections are not followed.
   *
   * @param name what it is called in messages, such as {@code Mesos state}
   * @param request what to ask for; called for every fetch
   */
  public static <T> DocumentSource<T> http(
      String name, HttpDocumentLoader.Request request, DocumentParser<T> parser, Timing timing) {
    return new CachedDocument<>(
        name,
        new HttpDocumentLoader<>(name, request, parser, timing),
        timing.fresh(),
        timing,
        System::nanoTime);
  }

  @Override
  public T current() throws DocumentUnavailableException {
    return await(ask());
  }

  /**
   * The document where it is fresh, the failure where one is remembered, or else the load that is
   * in flight from now on.
   */
  CompletableFuture<T> ask() {
    synchronized (lock) {
      long now = nanoTime.getAsLong();
      T known = document;
      if (known != null && now - loadedAt < freshNanos) {
        return CompletableFuture.completedFuture(known);
      }
      DocumentUnavailableException failed = failure;
      if (inFlight == null && failed != null && now - failedAt < retryNanos) {
        return CompletableFuture.failedFuture(failed);
      }
      return inFlight == null ? start(now) : inFlight;
    }
  }

  /** Whether what {@link #ask} returned is the last load, rather than what is remembered of one. */
  @SuppressWarnings("ReferenceEquality") // A load is itself alone.
  boolean isLoad(CompletableFuture<T> answer) {
    synchronized (lock) {
      return answer == lastLoad;
    }
  }

  /** What was loaded last, however long ago. */
  Optional<T> last() {
    synchronized (lock) {
      return Optional.ofNullable(document);
    }
  }

  /** The same where it is no older than that. */
  Optional<T> last(Duration maxAge) {
    synchronized (lock) {
      boolean isYoung = nanoTime.getAsLong() - loadedAt <= maxAge.toNanos();
      return isYoung ? Optional.ofNullable(document) : Optional.empty();
    }
  }

  private T await(CompletableFuture<T> answer) throws DocumentUnavailableException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      synchronized (lock) {
        return orStale(asUnavailable(e.getCause()), nanoTime.getAsLong());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DocumentUnavailableException(name, Reason.TIMED_OUT, "", e);
    }
  }

  /** A copy of the failure for this caller: one exception must not be thrown on two threads. */
  private T orStale(DocumentUnavailableException failed, long now)
      throws DocumentUnavailableException {
    T known = document;
    if (known != null && now - loadedAt <= maxStaleNanos) {
      return known;
    }
    throw failed.again();
  }

  private CompletableFuture<T> start(long now) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    inFlight = answer;
    lastLoad = answer;
    Optional<T> previous = Optional.ofNullable(document);
    Thread.ofVirtual().name("millpond-document").start(() -> load(answer, previous, now));
    return answer;
  }

  private void load(CompletableFuture<T> answer, Optional<T> previous, long startedAt) {
    try {
      T loaded = loader.load(previous);
      synchronized (lock) {
        document = loaded;
        // From the start of the load: what the document tells is no younger than that.
        loadedAt = startedAt;
        failure = null;
        inFlight = null;
      }
      answer.complete(loaded);
    } catch (Throwable e) { // An OutOfMemoryError too: nobody may wait for ever.
      synchronized (lock) {
        failure = asUnavailable(e);
        failedAt = nanoTime.getAsLong();
        inFlight = null;
      }
      answer.completeExceptionally(e);
    }
  }

  private DocumentUnavailableException asUnavailable(@Nullable Throwable e) {
    return e instanceof DocumentUnavailableException known
        ? known
        : new DocumentUnavailableException(name, Reason.UNREACHABLE, "", e);
  }

  @Override
  public void close() {
    loader.close();
  }
}
