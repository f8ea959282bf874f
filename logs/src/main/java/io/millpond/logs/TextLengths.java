package io.millpond.logs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * How long compressed files are as text. A file is counted by decoding it, once: what its trailer
 * says is a number modulo 4 GiB that its writer could choose. A count holds for the file of that
 * device, inode, size and time of modification. Safe for use by many threads; those that ask for a
 * file that is being counted wait for that count.
 *
 * <p>A file may hold a thousand times more text than it is long, and minutes pass until it has been
 * counted. So that is done in the background, whoever asked and went away, and once.
 */
public final class TextLengths {
  /** The shortest gzip file there is: a header of ten bytes, an empty block, a trailer of eight. */
  private static final int MIN_COMPRESSED_BYTES = 18;

  /**
   * What was counted.
   *
   * @param file as it was when it was counted
   * @param bytes of text; where the file is damaged those before the damage
   * @param whole false where the file is damaged or cut off, as it is while it is being written
   * @param endsLine whether the last of the bytes is a newline
   */
  public record Counted(FileStatus file, long bytes, boolean whole, boolean endsLine) {}

  private record Key(long device, long inode, long size, Instant modified) {
    static Key of(FileStatus file) {
      return new Key(file.device(), file.inode(), file.size(), file.modified());
    }
  }

  private record Known(long bytes, boolean whole, boolean endsLine) {}

  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("millpond-text-lengths-", 0).factory();
  private static final long IDLE_SECONDS = 5;

  /** A decoder takes the better part of a megabyte. */
  private final ThreadPoolExecutor counting =
      new ThreadPoolExecutor(
          Limits.MAX_FILES_COUNTED_AT_ONCE,
          Limits.MAX_FILES_COUNTED_AT_ONCE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          THREADS);

  private final Map<Key, CompletableFuture<Counted>> running = new ConcurrentHashMap<>();
  private final Map<Key, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > Limits.MAX_COUNTED_FILES;
        }
      };

  public TextLengths() {
    counting.allowCoreThreadTimeOut(true);
  }

  /**
   * The length of a file as {@link TextSource} reads it.
   *
   * @param listed what the root told of the file a moment ago
   * @param patience how long to wait for it; it is counted to its end all the same
   * @throws FileSystemException where it takes longer
   * @throws IOException as {@link LogRoot#open}; damage is no error here
   */
  public Counted count(LogRoot root, String path, FileStatus listed, Duration patience)
      throws IOException {
    return count(root, path, listed, patience, () -> false);
  }

  /**
   * The same for one who may be gone before.
   *
   * @param cancelled asked now and then
   * @throws InterruptedIOException where it was cancelled; it is counted all the same
   */
  public Counted count(
      LogRoot root, String path, FileStatus listed, Duration patience, BooleanSupplier cancelled)
      throws IOException {
    Key key = Key.of(listed);
    Optional<Known> before = lookUp(key);
    if (before.isPresent()) {
      return counted(listed, before.get());
    }
    CompletableFuture<Counted> mine = new CompletableFuture<>();
    CompletableFuture<Counted> others = running.putIfAbsent(key, mine);
    if (others == null) {
      counting.execute(() -> decode(root, path, key, mine));
    }
    return await(others == null ? mine : others, path, patience, cancelled);
  }

  private static Counted counted(FileStatus file, Known known) {
    return new Counted(file, known.bytes(), known.whole(), known.endsLine());
  }

  private static Counted await(
      CompletableFuture<Counted> count, String path, Duration patience, BooleanSupplier cancelled)
      throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        if (cancelled.getAsBoolean()) {
          throw new InterruptedIOException("cancelled");
        }
        long left = Math.max(0, until - System.nanoTime());
        try {
          return count.get(Math.min(left, Limits.COUNTING_LOOK.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (left <= Limits.COUNTING_LOOK.toNanos()) {
            throw new FileSystemException(path, null, "is being counted");
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  private void decode(LogRoot root, String path, Key key, CompletableFuture<Counted> count) {
    try {
      count.complete(decodeNow(root, path));
    } catch (IOException | RuntimeException | Error e) {
      count.completeExceptionally(e);
    } finally {
      running.remove(key, count);
    }
  }

  private Counted decodeNow(LogRoot root, String path) throws IOException {
    try (ByteSource source = TextSource.open(root, path)) {
      return switch (source) {
        case DecompressedSource text -> {
          FileStatus file = text.file().status();
          long bytes = text.certainSize();
          yield remember(file, new Known(bytes, text.isWhole(), endsLine(text, bytes)));
        }
        case LogFile plain -> {
          boolean whole = plain.size() >= MIN_COMPRESSED_BYTES;
          long bytes = whole ? plain.size() : 0;
          yield remember(plain.status(), new Known(bytes, whole, endsLine(plain, bytes)));
        }
        default -> throw new IllegalStateException("text of another kind");
      };
    }
  }

  private static boolean endsLine(ByteSource text, long bytes) throws IOException {
    byte[] last = bytes == 0 ? new byte[0] : text.bytesAt(bytes - 1, 1);
    return last.length > 0 && last[0] == '\n';
  }

  private Counted remember(FileStatus file, Known found) {
    synchronized (known) {
      known.put(Key.of(file), found);
    }
    return counted(file, found);
  }

  private Optional<Known> lookUp(Key key) {
    synchronized (known) {
      return Optional.ofNullable(known.get(key));
    }
  }
}
