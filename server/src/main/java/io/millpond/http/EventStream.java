package io.millpond.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events to one follower.
 *
 * <p>Frames are queued by {@link #offer} and written one after the other without blocking a thread,
 * so that thousands of followers cost no thread each and may share one frame. What waits for a slow
 * follower is bounded: beyond the bound the follower is disconnected, and comes back with the id of
 * the last event it has.
 *
 * <p>A stream never ends cleanly: clients take a clean end for the end of the log and do not come
 * back. It is broken off.
 */
public final class EventStream {
  private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Exchange exchange;
  private final Leave leave;
  private final Object lock = new Object();
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private int backlogBytes;
  private boolean writing;
  private @Nullable Throwable ended;
  private final List<Runnable> endActions = new ArrayList<>();
  private volatile long lastWriteNanos = System.nanoTime();

  EventStream(Exchange exchange) {
    this.exchange = exchange;
    this.leave = exchange.attached(Leave.class).orElse(() -> true);
    // An empty write sends the headers: a follower of a silent log knows at once that it is
    // connected.
    writing = true;
    exchange.write(false, ByteBuffer.allocate(0), new Written());
    exchange.whenClientLeaves(this::abort);
  }

  /** What to do when the stream has ended, however it did; at once where it already has. */
  public void whenEnded(Runnable action) {
    synchronized (lock) {
      if (ended == null) {
        endActions.add(action);
        return;
      }
    }
    action.run();
  }

  /** Whether the client is gone or the stream was aborted. */
  public boolean isEnded() {
    synchronized (lock) {
      return ended != null;
    }
  }

  /** How many bytes wait to be written. */
  public int backlogBytes() {
    synchronized (lock) {
      return backlogBytes;
    }
  }

  /**
   * Sends a frame of whole events; never blocks. The frame may be shared: its position and limit
   * are left alone.
   *
   * @return false where the stream has ended, or ends now since the follower is too slow
   */
  public boolean offer(ByteBuffer frame) {
    ByteBuffer mine = frame.duplicate();
    boolean tooSlow = false;
    synchronized (lock) {
      if (ended != null) {
        return false;
      }
      if (!writing) {
        writing = true;
        lastWriteNanos = System.nanoTime();
      } else if (backlogBytes + mine.remaining() <= Limits.MAX_FOLLOWER_BACKLOG_BYTES) {
        backlogBytes += mine.remaining();
        waiting.add(mine);
        return true;
      } else {
        tooSlow = true;
      }
    }
    if (tooSlow) {
      end(new IOException("the follower is too slow"));
      return false;
    }
    exchange.write(false, mine, new Written());
    return true;
  }

  /**
   * Sends a frame and waits until there is room for another: for followers that have a thread of
   * their own.
   */
  public void send(ByteBuffer frame) throws IOException {
    synchronized (lock) {
      try {
        // A frame larger than the bound goes when nothing else is on its way.
        while (ended == null
            && writing
            && backlogBytes + frame.remaining() > Limits.MAX_FOLLOWER_BACKLOG_BYTES / 2) {
          lock.wait();
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new EOFException("stopped");
      }
    }
    if (!offer(frame)) {
      throw new EOFException("the follower is gone");
    }
  }

  /** Breaks the stream off where the follower may not have it any longer; else keeps it alive. */
  void look() {
    boolean mayGoOn = false;
    try {
      mayGoOn = leave.holds();
    } finally {
      if (!mayGoOn) {
        abort();
      }
    }
    pingIfSilent();
  }

  /**
   * Sends a comment where nothing was sent for {@link Limits#PING_INTERVAL}. Where something is
   * still on its way it is the client that is slow, and more would only wait behind it.
   */
  private void pingIfSilent() {
    boolean idle;
    synchronized (lock) {
      idle = !writing;
    }
    if (idle && System.nanoTime() - lastWriteNanos >= Limits.PING_INTERVAL.toNanos()) {
      ping();
    }
  }

  /** Sends a comment now. */
  public void ping() {
    offer(ByteBuffer.wrap(PING));
  }

  /** Breaks the stream off. */
  public void abort() {
    end(new EOFException("the stream was ended"));
  }

  private void end(Throwable cause) {
    List<Runnable> actions;
    synchronized (lock) {
      if (ended != null) {
        return;
      }
      ended = cause;
      waiting.clear();
      actions = List.copyOf(endActions);
      lock.notifyAll();
    }
    exchange.abort(cause);
    actions.forEach(Runnable::run);
  }

  private final class Written implements Callback {
    @Override
    public void succeeded() {
      ByteBuffer next;
      synchronized (lock) {
        next = ended == null ? waiting.poll() : null;
        if (next == null) {
          writing = false;
        } else {
          backlogBytes -= next.remaining();
          lastWriteNanos = System.nanoTime();
        }
        lock.notifyAll();
      }
      if (next != null) {
        exchange.write(false, next, this);
      }
    }

    @Override
    public void failed(Throwable cause) {
      end(cause);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
