package io.millpond.clusters.mesos;

import io.millpond.clusters.mesos.StateUnavailableException.Reason;
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

/** Fetches a state document from a master or an agent. */
final class HttpStateLoader implements StateLoader {
  private final URI url;
  private final MesosState.Bounds bounds;
  private final Duration fetchTimeout;
  private final HttpClient client;

  HttpStateLoader(URI url, MesosState.Bounds bounds, StateSource.Timing timing) {
    this.url = url;
    this.bounds = bounds;
    this.fetchTimeout = timing.fetchTimeout();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timing.connectTimeout())
            .build();
  }

  @Override
  public MesosState load(Optional<MesosState> previous) throws StateUnavailableException {
    long deadline = System.nanoTime() + fetchTimeout.toNanos();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(fetchTimeout)
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new StateUnavailableException(
              Reason.REFUSED, "status " + response.statusCode(), null);
        }
        return read(body, deadline - System.nanoTime());
      }
    } catch (StateUnavailableException e) {
      throw e;
    } catch (HttpTimeoutException e) {
      throw new StateUnavailableException(Reason.TIMED_OUT, "", e);
    } catch (IOException e) {
      throw new StateUnavailableException(Reason.UNREACHABLE, "", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateUnavailableException(Reason.TIMED_OUT, "", e);
    }
  }

  /** The timeout of a request ends with the head of its response, so the body has this one. */
  private MesosState read(InputStream body, long remainingNanos) throws IOException {
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
      return MesosState.read(body, bounds);
    } catch (IOException e) {
      if (late.get()) {
        throw new StateUnavailableException(Reason.TIMED_OUT, "", e);
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
