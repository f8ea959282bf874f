package io.millpond.access.tokens;

import io.millpond.access.Limits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keys behind a URL. Redirections are not followed: whoever is named in the configuration is
 * trusted, and nobody it points to.
 */
public final class HttpKeyDocument implements KeyDocument {
  private final HttpRequest request;
  private final Duration timeout;
  private final HttpClient client;

  public HttpKeyDocument(URI url) {
    this(url, Limits.KEYS_CONNECT_TIMEOUT, Limits.KEYS_FETCH_TIMEOUT);
  }

  HttpKeyDocument(URI url, Duration connectTimeout, Duration timeout) {
    this.request = HttpRequest.newBuilder(url).header("Accept", "application/json").build();
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
  }

  @Override
  public Duration refresh() {
    return Limits.KEYS_REFRESH;
  }

  /** The time is for the whole answer; that of a request would end with its head. */
  @Override
  public byte[] load() throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Limits.MAX_KEYS_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return response.body();
    } catch (ExecutionException e) {
      throw new IOException("no whole answer: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("no whole answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
