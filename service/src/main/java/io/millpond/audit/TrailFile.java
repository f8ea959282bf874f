package io.millpond.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that lines are written to, and the chain they make. Only ever appended to: what the
 * process before left unfinished stays, and a line behind it says so. For one thread, but for
 * {@link #sync}.
 *
 * <p>A write that fails loses nothing: what could not be written waits, and {@link #flush} goes on
 * in the middle of the line where it failed.
 */
final class TrailFile implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(TrailFile.class);

  private final Path path;
  private final Seal seal;
  private final long maxBytes;
  private final Storage storage;
  private final InstantSource clock;
  private final Line lines = new Line();
  private int written;
  private byte[] last = Seal.NONE;
  private long seq;
  private long firstSeq;
  private long size;

  /** None between the two steps of putting a file aside. */
  private volatile @Nullable Opened opened;

  /** The file that was found to be elsewhere than it was opened. */
  private volatile @Nullable Opened displaced;

  /**
   * A file that is open.
   *
   * @param key tells it from another file that has its name
   */
  private record Opened(FileChannel channel, Optional<Object> key) {}

  private TrailFile(Path path, Seal seal, long maxBytes, Storage storage, InstantSource clock) {
    this.path = path;
    this.seal = seal;
    this.maxBytes = maxBytes;
    this.storage = storage;
    this.clock = clock;
  }

  /**
   * Opens a trail to go on with it, or begins one. Nothing is written yet.
   *
   * @throws TrailDamagedException where its end is not as we left it
   */
  static TrailFile open(
      Path path, Optional<TrailKey> key, long maxBytes, Storage storage, InstantSource clock)
      throws IOException {
    Seal seal = key.map(TrailKey::seal).orElseGet(Seal::plain);
    TrailFile file = new TrailFile(path, seal, maxBytes, storage, clock);
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      // Often the data directory, which has more in it that is nobody else's business.
      Files.createDirectories(directory, permissions("rwx------"));
    }
    TrailFiles.restore(path);
    Opened opened = file.openFile();
    try {
      file.goOn(opened.channel());
    } catch (IOException | RuntimeException failure) {
      opened.channel().close();
      throw failure;
    }
    file.opened = opened;
    return file;
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  private Opened openFile() throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            permissions("rw-r-----"));
    try {
      if (channel.tryLock() == null) {
        throw new IOException("another process writes the audit trail " + path);
      }
      return new Opened(channel, key());
    } catch (IOException failure) {
      channel.close();
      throw failure;
    } catch (OverlappingFileLockException ours) {
      channel.close();
      throw new IOException("the audit trail is written already: " + path, ours);
    }
  }

  /** What tells the file that has the name now from others; empty where there is none. */
  private Optional<Object> key() throws IOException {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private void goOn(FileChannel channel) throws IOException {
    Tail tail = tail(channel, path);
    Optional<SealedLine> before = tail.last();
    if (before.isEmpty()) {
      Map.Entry<Long, Path> newest = TrailFiles.aside(path).lastEntry();
      if (newest != null) {
        try (FileChannel aside = FileChannel.open(newest.getValue())) {
          before = tail(aside, newest.getValue()).last();
        }
      }
    }
    before.ifPresent(line -> {
      seq = line.seq();
      last = line.hashBytes();
    });
    firstSeq = tail.last().isPresent() ? firstSeq(channel, path) : seq + 1;
    size = channel.size();
    channel.position(size);
    if (tail.rest() > 0) {
      lines.plain("\n");
    }
    if (tail.torn().isPresent()) {
      torn(tail.torn().get());
    } else if (tail.last().isEmpty() && before.isPresent()) {
      event(SealedLine.OPENED);
    }
    event(SealedLine.STARTED);
  }

  private Tail tail(FileChannel file, Path name) throws IOException {
    try {
      return Tail.read(file, seal);
    } catch (TrailDamagedException damaged) {
      throw useless(name, String.valueOf(damaged.getMessage()));
    }
  }

  private static TrailDamagedException useless(Path name, String reason) {
    return new TrailDamagedException(
        "the audit trail %s cannot be gone on with: %s; move it away to begin another"
            .formatted(name, reason));
  }

  private static long firstSeq(FileChannel file, Path name) throws IOException {
    return LineInput.firstSeq(file)
        .orElseThrow(() -> useless(name, "it has no line at its beginning"));
  }

  /** The number of the last line. */
  long seq() {
    return seq;
  }

  /** Adds a line about a read, its text without number and hash; or none where that fails. */
  void add(byte[] bytes, int offset, int length) {
    int from = lines.length();
    long before = seq;
    try {
      SealedLine.begin(lines, ++seq).plain(bytes, offset, length);
      seal(from);
    } catch (RuntimeException | Error failure) {
      lines.cut(from);
      seq = before;
      throw failure;
    }
  }

  /** Adds a line about the trail itself. */
  void event(String name) {
    int from = beginEvent(name);
    lines.time(clock.millis());
    seal(from);
  }

  private void torn(SealedLine.Torn torn) {
    int from = beginEvent("torn");
    lines
        .member(",\"bytes\":", torn.length())
        .member(",\"sha256\":", torn.sha256())
        .time(clock.millis());
    seal(from);
  }

  /** Adds a line that says that there was a time without lines. */
  void resumed(String failed, long refused, long lost) {
    int from = beginEvent("resumed");
    lines
        .time(clock.millis())
        .member(",\"failed\":", failed)
        .member(",\"refused\":", refused)
        .member(",\"lost\":", lost);
    seal(from);
  }

  private int beginEvent(String name) {
    int from = lines.length();
    lines.plain(SealedLine.eventBegin(++seq, name)).plain(last).plain("\"");
    return from;
  }

  private void seal(int from) {
    byte[] hash = seal.of(last, lines.bytes(), from, lines.length() - from);
    SealedLine.end(lines, hash);
    last = hash;
  }

  /** Whether so much waits that it is to be written. */
  boolean isFull() {
    return lines.length() >= Limits.WRITE_BYTES;
  }

  /** Whether nothing waits to be written, and no file to be put aside. */
  boolean isFlushed() {
    Opened open = opened;
    return lines.length() == 0 && open != null && !isToBePutAside(open);
  }

  private boolean isToBePutAside(Opened open) {
    return size >= maxBytes || open.equals(displaced);
  }

  /** Writes what waits. */
  void flush() throws IOException {
    Opened open = opened;
    if (open == null) {
      open = openNext();
    }
    while (written < lines.length()) {
      ByteBuffer rest = ByteBuffer.wrap(lines.bytes(), written, lines.length() - written);
      int some = storage.write(open.channel(), rest);
      written += some;
      size += some;
    }
    lines.clear();
    written = 0;
    if (isToBePutAside(open)) {
      putAside(open);
      flush();
    }
  }

  /** Puts the file aside. The next begins with a line that says which one it follows. */
  private void putAside(Opened open) throws IOException {
    storage.force(open.channel());
    if (open.equals(displaced)) {
      log.warn("{} was moved or removed; the audit trail goes on in a new file", path);
    } else {
      Files.move(path, TrailFiles.aside(path, firstSeq));
    }
    opened = null;
    open.channel().close();
    firstSeq = seq + 1;
    event(SealedLine.OPENED);
  }

  private Opened openNext() throws IOException {
    Opened next = openFile();
    if (next.channel().size() > 0) {
      next.channel().close();
      throw new IOException("there is another file in the place of the audit trail " + path);
    }
    size = 0;
    opened = next;
    return next;
  }

  /** Has what was written reach the disk. Any thread may call it. */
  void sync() throws IOException {
    Opened open = opened;
    if (open != null) {
      try {
        storage.force(open.channel());
      } catch (ClosedChannelException putAside) {
        if (open.equals(opened)) {
          throw putAside;
        }
      }
    }
  }

  /**
   * Looks whether the file is where it was opened; otherwise the next {@link #flush} begins another
   * one. Any thread may call it.
   *
   * @return whether it is elsewhere
   */
  boolean look() throws IOException {
    Opened open = opened;
    if (open == null || open.key().equals(key())) {
      return false;
    }
    // Where it was put aside meanwhile this is about a file that is written no longer.
    displaced = open;
    return true;
  }

  /** Writes what waits, if it can be, and closes the file. */
  @Override
  public void close() throws IOException {
    try {
      flush();
      sync();
    } finally {
      Opened open = opened;
      if (open != null) {
        open.channel().close();
      }
    }
  }
}
