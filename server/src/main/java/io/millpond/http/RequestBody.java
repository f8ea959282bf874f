package io.millpond.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * The body of a request, read whole within bounds of size and time. What is left unread of one that
 * is refused is thrown away ({@link Leftover}): the server takes nothing of it for a request.
 */
final class RequestBody {
  private final Request request;
  private final int maxBytes;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile boolean isAwaited;

  RequestBody(Request request, int maxBytes) {
    this.request = request;
    this.maxBytes = maxBytes;
  }

  byte[] read(Duration timeout) throws IOException {
    if (request.getLength() > maxBytes) {
      throw tooLarge();
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        awaitMore(deadline);
      } else if (Content.Chunk.isFailure(chunk)) {
        throw broken(chunk.getFailure());
      } else if (take(chunk)) {
        return bytes.toByteArray();
      } else if (System.nanoTime() > deadline) {
        throw tooSlow();
      }
    }
  }

  /** Whether that was the last of it. */
  private boolean take(Content.Chunk chunk) {
    try {
      if (chunk.remaining() > maxBytes - bytes.size()) {
        throw tooLarge();
      }
      byte[] part = new byte[chunk.remaining()];
      chunk.getByteBuffer().get(part);
      bytes.writeBytes(part);
      return chunk.isLast();
    } finally {
      chunk.release();
    }
  }

  /** Whether it was given up while more was waited for: nobody else can wait for it then. */
  boolean isAwaited() {
    return isAwaited;
  }

  private void awaitMore(long deadline) throws IOException {
    isAwaited = true;
    CountDownLatch there = new CountDownLatch(1);
    request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, there::countDown));
    try {
      if (!there.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw tooSlow();
      }
      isAwaited = false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static Exception asException(Throwable failure) {
    return failure instanceof Exception exception ? exception : new IOException(failure);
  }

  private static IOException broken(Throwable failure) {
    return switch (asException(failure)) {
      case HttpException malformed -> throw Problem.badRequest("the request's body is malformed");
      case TimeoutException silent -> throw tooSlow();
      case EOFException gone -> gone;
      case IOException gone -> gone;
      case Exception other -> new IOException(other);
    };
  }

  static Problem tooLarge() {
    return new Problem(413, "the request's body is too large");
  }

  private static Problem tooSlow() {
    return new Problem(408, "the request's body did not arrive in time");
  }
}
