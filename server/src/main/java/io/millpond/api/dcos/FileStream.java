package io.millpond.api.dcos;

import io.millpond.http.EventStream;
import io.millpond.logs.follow.Delivery;
import io.millpond.logs.follow.Follower;
import io.millpond.logs.follow.Framer;
import io.millpond.logs.follow.LineBatch;
import io.millpond.logs.follow.LineChoice;
import io.millpond.logs.follow.Loss;
import io.millpond.logs.follow.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One follower of a file and its stream.
 *
 * <p>Deliveries are taken by whoever noticed that there are some: the thread that caught up, then
 * the one that watches the file. {@link #wake} lets one at a time in; who comes meanwhile leaves a
 * mark, and the one inside looks again.
 */
final class FileStream {
  private static final Logger log = LoggerFactory.getLogger(FileStream.class);

  private final FileEvents events;
  private final LineChoice choice;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean released = new AtomicBoolean();
  private volatile @Nullable Follower follower;
  private volatile @Nullable EventStream stream;

  FileStream(FileEvents events, TaskFileRequest request) {
    this.events = events;
    this.choice = new LineChoice(request.filter(), request.linesSkipped(), request.asked().limit());
  }

  Framer framer() {
    return events;
  }

  /**
   * Sends what is there already, then lets {@link #wake} send what comes. The answer is under way,
   * so what fails here ends the stream and is not thrown.
   */
  void run(Follower source, EventStream target) throws IOException {
    if (!sendAll(source::catchUp, target) || choice.isDone()) {
      source.close();
      return;
    }
    stream = target;
    follower = source;
    target.whenEnded(() -> release(source));
    wake();
  }

  /** Sends what a file holds that will not grow; then the stream stays open for pings. */
  void run(Reading source, EventStream target) throws IOException {
    try (source) {
      sendAll(source::next, target);
    }
  }

  /** What is there already, piece by piece. */
  private interface Deliveries {
    Optional<Delivery> next() throws IOException;
  }

  /** False where the stream has ended: the client has gone, or the log cannot be read. */
  private boolean sendAll(Deliveries source, EventStream target) {
    try {
      Optional<Delivery> next = source.next();
      while (next.isPresent() && !choice.isDone()) {
        ByteBuffer frame = frame(next.get());
        if (frame.hasRemaining()) {
          target.send(frame);
        }
        next = source.next();
      }
      return true;
    } catch (Throwable failure) {
      if (!target.isEnded()) {
        log.warn("a followed file cannot be read", failure);
        target.abort();
      }
      return false;
    }
  }

  /** Once, and not on the watching thread, which holds what closing needs. */
  private void release(Follower source) {
    if (released.compareAndSet(false, true)) {
      Thread.startVirtualThread(() -> {
        try {
          source.close();
        } catch (IOException ignored) {
          // The file was only read.
        }
      });
    }
  }

  void wake() {
    if (calls.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      drain();
      seen = calls.addAndGet(-seen);
    } while (seen != 0);
  }

  /** Whatever fails ends the stream: a client that is not told would wait for ever. */
  private void drain() {
    Follower source = follower;
    EventStream target = stream;
    if (source == null || target == null) {
      return;
    }
    try {
      drain(source, target);
    } catch (RuntimeException | Error failure) {
      log.warn("a follower was broken off", failure);
      target.abort();
    }
  }

  private void drain(Follower source, EventStream target) {
    if (source.isCut()) {
      target.abort();
      return;
    }
    for (Optional<Delivery> next = source.poll(); next.isPresent(); next = source.poll()) {
      ByteBuffer frame = frame(next.get());
      if (frame.hasRemaining() && !target.offer(frame)) {
        return;
      }
      if (choice.isDone()) {
        follower = null;
        release(source);
        return;
      }
    }
  }

  /** The shared bytes, unless this follower wants fewer lines than the others. */
  private ByteBuffer frame(Delivery delivery) {
    return switch (delivery.event()) {
      case Loss loss -> {
        choice.endLine();
        yield delivery.framed();
      }
      case LineBatch batch -> choice.isEverything() ? delivery.framed() : own(batch);
    };
  }

  private ByteBuffer own(LineBatch batch) {
    FileEvents.Rendering rendering = events.new Rendering(batch);
    choice.choose(batch, rendering::line);
    return rendering.bytes();
  }
}
