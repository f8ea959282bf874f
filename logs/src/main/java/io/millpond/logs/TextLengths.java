package io.millpond.logs;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * How long compressed files are as text. A file is counted by decoding it, once: what its trailer
 * says is a number modulo 4 GiB that its writer could choose. A count holds for the file of that
 * device, inode, size and time of modification. Safe for use by many threads; those that ask for a
 * file that is being counted wait for that count.
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
   */
  public record Counted(FileStatus file, long bytes, boolean whole) {}

  private record Key(long device, long inode, long size, Instant modified) {
    static Key of(FileStatus file) {
      return new Key(file.device(), file.inode(), file.size(), file.modified());
    }
  }

  private record Known(long bytes, boolean whole) {}

  /** A decoder takes the better part of a megabyte. */
  private final Semaphore counting = new Semaphore(Limits.MAX_FILES_COUNTED_AT_ONCE);

  private final Map<Key, CompletableFuture<Known>> running = new ConcurrentHashMap<>();
  private final Map<Key, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > Limits.MAX_COUNTED_FILES;
        }
      };

  /**
   * The length of a file as {@link TextSource} reads it.
   *
   * @param listed what the root told of the file a moment ago
   * @throws IOException as {@link LogRoot#open}; damage is no error here
   */
  public Counted count(LogRoot root, String path, FileStatus listed) throws IOException {
    Key key = Key.of(listed);
    Optional<Known> before = lookUp(key);
    if (before.isPresent()) {
      return counted(listed, before.get());
    }
    CompletableFuture<Known> mine = new CompletableFuture<>();
    CompletableFuture<Known> others = running.putIfAbsent(key, mine);
    if (others != null) {
      Optional<Known> shared = await(others);
      return shared.isPresent() ? counted(listed, shared.get()) : decode(root, path);
    }
    try {
      Counted counted = decode(root, path);
      if (Key.of(counted.file()).equals(key)) {
        mine.complete(new Known(counted.bytes(), counted.whole()));
      }
      return counted;
    } finally {
      running.remove(key, mine);
      mine.cancel(false); // Where nothing was found out, whoever waits has to look for himself.
    }
  }

  private static Counted counted(FileStatus file, Known known) {
    return new Counted(file, known.bytes(), known.whole());
  }

  private static Optional<Known> await(CompletableFuture<Known> others) throws IOException {
    try {
      return Optional.of(others.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | CancellationException e) {
      return Optional.empty();
    }
  }

  private Counted decode(LogRoot root, String path) throws IOException {
    try {
      counting.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    try {
      return decodeNow(root, path);
    } finally {
      counting.release();
    }
  }

  private Counted decodeNow(LogRoot root, String path) throws IOException {
    try (ByteSource source = TextSource.open(root, path)) {
      return switch (source) {
        case DecompressedSource text -> {
          FileStatus file = text.file().status();
          yield remember(file, new Known(text.certainSize(), text.isWhole()));
        }
        case LogFile plain -> {
          boolean whole = plain.size() >= MIN_COMPRESSED_BYTES;
          yield remember(plain.status(), new Known(whole ? plain.size() : 0, whole));
        }
        default -> throw new IllegalStateException("text of another kind");
      };
    }
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
