package io.millpond.api.dcos;

import io.millpond.journal.Entry;
import io.millpond.journal.EntryBatch;
import io.millpond.journal.LargeFieldException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rest of an answer of very many entries, rendered by several threads.
 *
 * <p>The thread of the request walks the journal, which is cheap, and cuts it into batches; each
 * batch is rendered on a virtual thread of its own while the request's thread writes out the ones
 * before it, in their order. What is written is byte for byte what one thread would write.
 *
 * <p>Memory is bounded by places: a place holds a batch, a renderer and what it rendered, at most
 * {@link Limits#PIECE_BYTES} and one entry. An answer has a few places and all answers together
 * have {@link Limits#MAX_PLACES}; who finds none free renders alone. A batch that comes out larger
 * is rendered piece by piece by the request's thread when its turn has come; so is, from there on,
 * a batch with a field larger than {@link Limits#MAX_SHARED_FIELD_BYTES}, so that there is never
 * more than one entry of exceptional size in memory for an answer.
 *
 * <p>However it ends, no thread works on the journal any more when {@link #writeRest} returns: the
 * reader is closed then, and the files are unmapped. What fails in a thread fails here, so that the
 * answer is broken off.
 */
final class LongAnswer {
  private static final Semaphore PLACES = new Semaphore(Limits.MAX_PLACES);

  /** Where the answer goes. */
  interface Output {
    /** Writes all bytes, and waits until they have left. */
    void write(ByteBuffer bytes) throws IOException;
  }

  /**
   * The bounds of one answer; see {@link Limits}.
   *
   * @param batchEntries entries in a batch
   * @param pieceBytes rendered bytes after which a thread stops
   * @param maxFieldBytes largest field that is not left to the request's thread
   */
  record Bounds(int batchEntries, int pieceBytes, int maxFieldBytes) {
    static final Bounds USUAL =
        new Bounds(Limits.BATCH_ENTRIES, Limits.PIECE_BYTES, Limits.MAX_SHARED_FIELD_BYTES);
  }

  private final EntryWindow window;
  private final Output output;
  private final Supplier<EntryRenderer> renderers;
  private final Bounds bounds;

  private final Queue<Place> free = new ArrayDeque<>();
  private final Queue<Place> underWay = new ArrayDeque<>();
  private volatile boolean stopped;

  LongAnswer(EntryWindow window, Output output, Supplier<EntryRenderer> renderers, Bounds bounds) {
    this.window = window;
    this.output = output;
    this.renderers = renderers;
    this.bounds = bounds;
  }

  /**
   * Writes all entries that are left.
   *
   * @return false where there is no room to do it on several threads; nothing was written then
   * @throws IOException when the client is gone, or the server stops
   */
  boolean writeRest() throws IOException {
    int wanted = Math.min(Runtime.getRuntime().availableProcessors(), Limits.MAX_WORKERS) + 2;
    if (!PLACES.tryAcquire(wanted)) {
      return false;
    }
    try {
      for (int i = 0; i < wanted; i++) {
        free.add(new Place());
      }
      work();
      return true;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    } finally {
      stop();
      PLACES.release(wanted);
    }
  }

  private void work() throws IOException, InterruptedException {
    Writer writer = new Writer();
    while (true) {
      for (Place next = free.peek(); next != null && next.load(); next = free.peek()) {
        free.remove();
        underWay.add(next);
        next.start();
      }
      Place first = underWay.peek();
      if (first == null) {
        return;
      }
      first.finish(writer);
      free.add(underWay.remove());
    }
  }

  /** Waits for the threads under way, which notice within one entry that they are to stop. */
  private void stop() {
    stopped = true;
    boolean interrupted = Thread.interrupted();
    for (Place place : underWay) {
      interrupted |= place.awaitEnd();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Place implements Runnable {
    private final EntryBatch batch = new EntryBatch(bounds.batchEntries());
    private final Entry entry = Entry.detached(bounds.maxFieldBytes());
    private final EntryRenderer renderer = renderers.get();
    private final ByteBuilder piece = new ByteBuilder(bounds.pieceBytes());
    private @Nullable Thread thread;
    private @Nullable Throwable failure;

    /** How many entries of the batch were rendered. */
    private int done;

    boolean load() {
      done = 0;
      piece.clear();
      return window.nextBatch(batch) > 0;
    }

    void start() {
      thread = Thread.startVirtualThread(this);
    }

    @Override
    public void run() {
      try {
        render(entry, renderer, piece);
      } catch (LargeFieldException large) {
        // Left to the request's thread.
      } catch (Throwable broken) {
        failure = broken;
      }
    }

    /** Renders until the batch is through or the piece is full; half an entry is taken back. */
    private void render(Entry with, EntryRenderer by, ByteBuilder to) {
      while (done < batch.size() && to.length() < bounds.pieceBytes() && !stopped) {
        int before = to.length();
        try {
          with.moveTo(batch, done);
          by.append(with, to);
          done++;
        } catch (LargeFieldException large) {
          to.setLength(before);
          throw large;
        }
      }
    }

    void finish(Writer writer) throws IOException, InterruptedException {
      Thread working = thread;
      if (working != null) {
        working.join();
      }
      if (failure != null) {
        throw new IllegalStateException("rendering failed", failure);
      }
      writer.write(piece);
      if (done < batch.size()) {
        writeRest(writer);
      }
    }

    /** With tools that are thrown away, as they may hold very large fields afterwards. */
    private void writeRest(Writer writer) throws IOException {
      Entry any = Entry.detached();
      EntryRenderer own = renderers.get();
      ByteBuilder rest = new ByteBuilder(4096);
      while (done < batch.size()) {
        rest.clear();
        render(any, own, rest);
        writer.write(rest);
      }
    }

    /** Whether the caller was interrupted meanwhile. */
    boolean awaitEnd() {
      boolean interrupted = false;
      Thread working = thread;
      while (working != null) {
        try {
          working.join();
          working = null;
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
      return interrupted;
    }
  }

  /** A direct buffer: of any other, the whole rest is copied again for each partial write. */
  private final class Writer {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Limits.WRITE_BYTES);

    void write(ByteBuilder piece) throws IOException {
      for (int at = 0; at < piece.length(); at += buffer.capacity()) {
        int length = Math.min(buffer.capacity(), piece.length() - at);
        output.write(buffer.clear().put(piece.array(), at, length).flip());
      }
    }
  }
}
