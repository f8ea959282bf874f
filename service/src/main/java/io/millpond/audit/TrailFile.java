package io.millpond.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that lines are written to, and the chain they make. Only ever appended to: what the
 * process before left unfinished stays, and a line behind it says so. For one thread, but for
 * {@link #sync}.
 *
 * <p>A write that fails loses nothing: what could not be written waits, and {@link #flush} goes on
 * in the middle of the line where it failed.
 */
final class TrailFile implements Closeable {
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
  private volatile @Nullable FileChannel channel;

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
      Files.createDirectories(directory);
    }
    TrailFiles.restore(path);
    FileChannel opened = file.openChannel();
    try {
      file.goOn(opened);
    } catch (IOException | RuntimeException failure) {
      opened.close();
      throw failure;
    }
    file.channel = opened;
    return file;
  }

  private FileChannel openChannel() throws IOException {
    FileChannel opened =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    try {
      if (opened.tryLock() == null) {
        throw new IOException("another process writes the audit trail " + path);
      }
      return opened;
    } catch (IOException failure) {
      opened.close();
      throw failure;
    } catch (OverlappingFileLockException ours) {
      opened.close();
      throw new IOException("the audit trail is written already: " + path, ours);
    }
  }

  private void goOn(FileChannel opened) throws IOException {
    Tail tail = tail(opened, path);
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
    firstSeq = tail.last().isPresent() ? firstSeq(opened) : seq + 1;
    size = opened.size();
    opened.position(size);
    if (tail.rest() > 0) {
      lines.plain("\n");
    }
    tail.torn().ifPresent(this::torn);
    event("started");
  }

  private Tail tail(FileChannel file, Path name) throws IOException {
    try {
      return Tail.read(file, seal);
    } catch (TrailDamagedException damaged) {
      throw new TrailDamagedException(
          "the audit trail %s cannot be gone on with: %s; move it away to begin another"
              .formatted(name, damaged.getMessage()));
    }
  }

  private static long firstSeq(FileChannel file) throws IOException {
    LineInput input = new LineInput(file);
    while (input.next()) {
      Optional<SealedLine> line = input.line();
      if (line.isPresent()) {
        return line.get().seq();
      }
    }
    throw new TrailDamagedException("it has no line at its beginning");
  }

  /** The number of the last line. */
  long seq() {
    return seq;
  }

  /** Adds a line about a read. */
  void add(Entry entry) {
    int from = lines.length();
    Entry.Request request = entry.request();
    Entry.Asked asked = entry.asked();
    Entry.Answer answer = entry.answer();
    SealedLine.begin(lines, ++seq)
        .time(entry.timeMillis())
        .member("requestId", request.id())
        .member("caller", asked.caller())
        .memberIfAny("creator", asked.creator())
        .memberIfAny("permission", asked.permission())
        .member("kind", asked.kind())
        .member("resource", asked.resource())
        .member("dialect", request.dialect())
        .member("method", request.method())
        .member("remote", request.remote())
        .memberIfAny("range", answer.range())
        .member("bytes", answer.bytes())
        .member("status", answer.status())
        .member("outcome", answer.outcome().word())
        .member("millis", answer.millis());
    seal(from);
  }

  /** Adds a line about the trail itself. */
  void event(String name) {
    int from = beginEvent(name);
    lines.time(clock.millis());
    seal(from);
  }

  private void torn(SealedLine.Torn torn) {
    int from = beginEvent("torn");
    lines.member("bytes", torn.length()).member("sha256", torn.sha256()).time(clock.millis());
    seal(from);
  }

  /** Adds a line that says that there was a time without lines. */
  void resumed(String failed, long refused, long lost) {
    int from = beginEvent("resumed");
    lines
        .time(clock.millis())
        .member("failed", failed)
        .member("refused", refused)
        .member("lost", lost);
    seal(from);
  }

  private int beginEvent(String name) {
    int from = lines.length();
    SealedLine.begin(lines, ++seq)
        .plain(",\"event\":\"")
        .plain(name)
        .plain("\",\"prev\":\"")
        .plain(last)
        .plain("\"");
    return from;
  }

  private void seal(int from) {
    last = seal.of(last, lines.bytes(), from, lines.length() - from);
    SealedLine.end(lines, last);
  }

  /** Whether so much waits that it is to be written. */
  boolean isFull() {
    return lines.length() >= Limits.WRITE_BYTES;
  }

  /** Whether nothing waits to be written. */
  boolean isFlushed() {
    return lines.length() == 0;
  }

  /** Writes what waits. */
  void flush() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = openNext();
    }
    while (written < lines.length()) {
      ByteBuffer rest = ByteBuffer.wrap(lines.bytes(), written, lines.length() - written);
      int some = storage.write(open, rest);
      written += some;
      size += some;
    }
    lines.clear();
    written = 0;
    if (size >= maxBytes) {
      putAside(open);
      flush();
    }
  }

  /** Puts the file aside. The next begins with a line that says which one it follows. */
  private void putAside(FileChannel open) throws IOException {
    storage.force(open);
    Files.move(path, TrailFiles.aside(path, firstSeq));
    channel = null;
    open.close();
    firstSeq = seq + 1;
    event("opened");
  }

  private FileChannel openNext() throws IOException {
    FileChannel next = openChannel();
    if (next.size() > 0) {
      next.close();
      throw new IOException("there is another file in the place of the audit trail " + path);
    }
    size = 0;
    channel = next;
    return next;
  }

  /** Has what was written reach the disk. Any thread may call it. */
  void sync() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      try {
        storage.force(open);
      } catch (ClosedChannelException putAside) {
        if (open.equals(channel)) {
          throw putAside;
        }
      }
    }
  }

  /** Writes what waits, if it can be, and closes the file. */
  @Override
  public void close() throws IOException {
    try {
      flush();
      sync();
    } finally {
      FileChannel open = channel;
      if (open != null) {
        open.close();
      }
    }
  }
}
