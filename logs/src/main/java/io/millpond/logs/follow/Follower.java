package io.millpond.logs.follow;

import io.millpond.logs.Lines;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One reader that follows a log. First {@link #catchUp}, which reads files and may take its time,
 * until it is empty; then {@link #poll}, which never waits, until it is empty, and again whenever
 * the wake-up given to {@link Tails#follow} is run.
 *
 * <p>The two halves meet without a seam: the follower joins its watcher first, and reads from the
 * files only up to the place from which the watcher tells it everything. Should it take so long
 * that what it is told meanwhile is more than {@link
 * io.millpond.logs.Limits#MAX_FOLLOWER_BACKLOG_BYTES}, it forgets that, joins anew at the later
 * place, and reads on in the files.
 *
 * <p>To be used by one thread at a time, {@link #close} included.
 */
public final class Follower implements Closeable {
  private final Tails tails;
  private final Tail tail;
  private final Lines readers;
  private final Subscription subscription;
  private final Supplier<Instant> now;
  private Joined joined;
  private Itinerary itinerary;
  private LogPosition position;
  private boolean lossToTell;
  private boolean live;
  private boolean closed;

  /**
   * Lines before this offset of the watcher's first file were delivered to the follower earlier.
   */
  private long alreadySeen;

  Follower(
      Tails tails,
      Tail tail,
      Lines readers,
      Subscription subscription,
      FollowStart start,
      Supplier<Instant> now)
      throws IOException {
    this.tails = tails;
    this.tail = tail;
    this.readers = readers;
    this.subscription = subscription;
    this.now = now;
    this.joined = tail.join(subscription);
    this.position = joined.position();
    try {
      this.itinerary = plan(start);
    } catch (IOException | RuntimeException e) {
      tail.leave(subscription);
      joined.file().ifPresent(OpenFile::release);
      throw e;
    }
  }

  private Itinerary plan(FollowStart start) throws IOException {
    Itinerary planned = Itinerary.of(readers, tail.siblings(), joined, start);
    lossToTell = planned.isLost();
    if (start instanceof FollowStart.After after) {
      position = after.position();
      alreadySeen = planned.isInCurrent() ? after.position().offset() : 0;
    }
    return planned;
  }

  /**
   * What was there before the follower came, the oldest first; empty once it has caught up. Reads
   * files.
   */
  public Optional<Delivery> catchUp() throws IOException {
    while (!live) {
      if (lossToTell) {
        lossToTell = false;
        return delivery(Loss.unknown(Loss.Cause.UNKNOWN));
      }
      Segment segment = itinerary.segments().peek();
      if (segment == null) {
        goLive();
      } else {
        Optional<LineBatch> batch = segment.next(now.get());
        if (batch.isPresent()) {
          position = batch.get().position();
          return delivery(batch.get());
        }
        Optional<Delivery> loss = leave(segment);
        if (loss.isPresent()) {
          return loss;
        }
      }
    }
    return Optional.empty();
  }

  private void goLive() throws IOException {
    joined.file().ifPresent(OpenFile::release);
    if (subscription.goLive()) {
      if (joined.offset() >= alreadySeen) {
        position = caughtUpTo();
      }
      live = true;
      joined = joined.withoutFile();
    } else {
      LogPosition reached = caughtUpTo();
      joined = joined.withoutFile();
      joined = tail.join(subscription);
      itinerary = plan(new FollowStart.After(reached));
    }
  }

  /**
   * Where the watcher stood when the follower joined, unless that was the beginning of a file,
   * which may have no name yet or one made of few bytes: then the end of the file before is surer.
   */
  private LogPosition caughtUpTo() {
    boolean isBeginning = joined.offset() == 0 || joined.position().generation().isEmpty();
    return isBeginning && position.generation().isPresent() ? position : joined.position();
  }

  private Optional<Delivery> leave(Segment segment) throws IOException {
    itinerary.segments().remove();
    try (segment) {
      if (segment.isComplete()) {
        return Optional.empty();
      }
      Optional<Segment> copy = itinerary.copyOfRest(segment);
      if (copy.isPresent()) {
        itinerary.segments().addFirst(copy.get());
        return Optional.empty();
      }
      OptionalLong missing = segment.missing();
      return delivery(new Loss(missing, Loss.Cause.TRUNCATED));
    }
  }

  private Optional<Delivery> delivery(TailEvent event) {
    return Optional.of(new Delivery(event, subscription.framer()));
  }

  /** The next of what the watcher saw; empty where there is nothing yet. Never waits. */
  public Optional<Delivery> poll() {
    while (live) {
      Optional<Delivery> next = subscription.poll();
      if (next.isEmpty() || !(next.get().event() instanceof LineBatch batch)) {
        return next;
      }
      Optional<LineBatch> unseen = unseen(batch);
      if (unseen.isPresent()) {
        position = batch.position();
        return unseen.get() == batch ? next : delivery(unseen.get());
      }
    }
    return Optional.empty();
  }

  /** The half line the watcher began with may have been delivered as a piece before it came. */
  private Optional<LineBatch> unseen(LineBatch batch) {
    long seen = alreadySeen;
    alreadySeen = 0;
    boolean sameFile = batch.start(0) >= joined.offset();
    return sameFile && seen > batch.start(0) ? batch.behind(seen) : Optional.of(batch);
  }

  /**
   * Whether the follower was cut off, because it did not take what it was told; {@link #position}
   * is where another one goes on without loss.
   */
  public boolean isCut() {
    return subscription.isCut();
  }

  /** Behind the last line that {@link #catchUp} or {@link #poll} returned. */
  public LogPosition position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      tail.leave(subscription);
      subscription.cut();
      itinerary.close();
      joined.file().ifPresent(OpenFile::release);
      tails.release(tail);
    }
  }
}
