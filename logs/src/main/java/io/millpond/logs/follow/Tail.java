package io.millpond.logs.follow;

import io.millpond.logs.FileStatus;
import io.millpond.logs.Limits;
import io.millpond.logs.LogFile;
import io.millpond.logs.LogRoot;
import io.millpond.logs.Swar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Watches one path, reads each byte that is appended once, and hands the lines to all followers.
 *
 * <p>What can happen to a file between two looks, and how it is seen:
 *
 * <ul>
 *   <li><b>It grows.</b> The bytes before the place reached and the first bytes of the file must
 *       still be the same <em>after</em> the new ones were read; else the new ones belong to
 *       another text, and the file was truncated and written anew.
 *   <li><b>It is truncated.</b> Smaller than the place reached, or as above. Where a rotated file
 *       begins with the same bytes and is large enough, it was copied before: the copy takes the
 *       place of the file, as if that had been renamed. Else there is no knowing what was appended
 *       between the last look and the truncation, and a loss of unknown size is told.
 *   <li><b>It is renamed, or deleted, and created again.</b> The path names another file. The open
 *       descriptor still reads the old one, and a writer goes on writing to it until it opens the
 *       new one; so the old one is followed for as long as the new one is empty. Once the new one
 *       has a byte, the old one is read to its end and left, its last line ended by that.
 *   <li><b>It is rotated several times.</b> The next file is not the one the path names but the
 *       oldest rotated one that is newer than the one left; see {@link Siblings}.
 *   <li><b>It is not there (yet).</b> Then the first to appear is read from its first byte.
 * </ul>
 *
 * <p>Everything up to {@code splitter.handedOut()} was handed out in the generation {@link
 * #generation}; a follower that joins takes it from there. State is guarded by {@link #lock}: the
 * poll thread holds it for one look, a follower to join.
 */
final class Tail {
  private static final int JOIN_TRIES = 20;

  private final LogRoot root;
  private final String path;
  private final Siblings siblings;
  private final Tails.Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final LineBatch.Builder lines = new LineBatch.Builder();

  private @Nullable OpenFile file;
  private long position;
  private LineSplitter splitter = new LineSplitter(0, false);
  private Instant modified = Instant.MIN;
  private @Nullable Left left;

  /** The first bytes of the file, at most {@link Limits#FINGERPRINT_BYTES}. */
  private byte[] firstBytes = new byte[0];

  /** The bytes before {@link #position}, at most {@link Limits#OVERLAP_BYTES}. */
  private byte[] lastBytes = new byte[0];

  private @Nullable Generation generation;
  private long grownNanos;
  private long nameCheckedNanos;
  private boolean closed;

  /** Followers; guarded by {@link Tails}. */
  int users;

  /** Reads that found bytes. */
  private long reads;

  Tail(LogRoot root, String path, Tails.Clock clock) {
    this.root = root;
    this.path = path;
    this.siblings = new Siblings(root, path);
    this.clock = clock;
  }

  /**
   * The place from which a new follower is told everything.
   *
   * @param file the open file
   * @param offset in the file
   * @param position the same
   * @param previousInode the file after which everything is told, where nothing was read yet of the
   *     open one, which may not be the next
   */
  record Joined(
      Optional<OpenFile> file, long offset, LogPosition position, OptionalLong previousInode) {
    Joined withoutFile() {
      return new Joined(Optional.empty(), offset, position, previousInode);
    }
  }

  /** The file that was left for the present one, which nothing was read of yet. */
  private record Left(long inode, Instant modified) {}

  LogRoot root() {
    return root;
  }

  String path() {
    return path;
  }

  Siblings siblings() {
    return siblings;
  }

  long reads() {
    lock.lock();
    try {
      return reads;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a follower, or lets one join anew; its share of the open file is to be released. */
  Joined join(Subscription subscription) throws IOException {
    lock.lock();
    try {
      for (int i = 0; file == null && subscriptions.isEmpty() && i < JOIN_TRIES; i++) {
        if (openAtEnd()) {
          break;
        }
      }
      subscriptions.remove(subscription);
      subscription.restart();
      subscriptions.add(subscription);
      nameGeneration();
      long offset = splitter.handedOut();
      return new Joined(
          Optional.ofNullable(file).map(OpenFile::retain),
          offset,
          new LogPosition(offset, Optional.ofNullable(generation)),
          left == null || position > 0 ? OptionalLong.empty() : OptionalLong.of(left.inode()));
    } finally {
      lock.unlock();
    }
  }

  void leave(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      subscriptions.forEach(Subscription::cut);
      if (file != null) {
        file.release();
        file = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Looks once. Returns whether there was anything new. */
  @SuppressWarnings("StatementWithEmptyBody")
  boolean poll(byte[] scratch, long nameCheckNanos) throws IOException {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      long readsBefore = reads;
      long now = clock.nanos();
      for (int i = 0; i < Limits.MAX_BATCHES_PER_LOOK && readOnce(scratch); i++) {}
      if (now - nameCheckedNanos >= nameCheckNanos) {
        nameCheckedNanos = now;
        checkName(scratch);
      }
      boolean grew = reads != readsBefore;
      if (!grew
          && splitter.heldBytes() > 0
          && now - grownNanos >= Limits.HALF_LINE_WAIT.toNanos()) {
        splitter.giveUpWaiting(lines);
        publishLines();
        grownNanos = now;
      }
      return grew;
    } finally {
      lock.unlock();
    }
  }

  /** Begins at the end of the file, where there is one; false where it was just rotated. */
  private boolean openAtEnd() throws IOException {
    Optional<LogFile> opened = openIfThere();
    if (opened.isEmpty()) {
      return true;
    }
    LogFile found = opened.get();
    long size = found.size();
    int back = (int) Math.min(size, Limits.MAX_PIECE_BYTES);
    byte[] end = Generation.bytesAt(found, size - back, back);
    int newline = Swar.lastIndexOf(end, 0, end.length, (byte) '\n');
    boolean midLine = newline < 0 && back < size;
    long start = newline >= 0 ? size - back + newline + 1 : midLine ? size : 0;
    begin(found, start, midLine);
    if (found.channel().size() < size) {
      found.close();
      file = null;
      return false;
    }
    if (size == 0) {
      left = new Left(siblings.newest(), modified);
    }
    return true;
  }

  private Optional<LogFile> openIfThere() {
    try {
      return Optional.of(root.open(path));
    } catch (IOException e) {
      return Optional.empty(); // not there, or not to be read: wait until that changes
    }
  }

  private void begin(LogFile opened, long start, boolean midLine) throws IOException {
    if (file != null) {
      left = new Left(file.inode(), modified);
      file.release();
    }
    file = new OpenFile(opened);
    modified = opened.status().modified();
    restart(start, midLine);
    if (start > 0) {
      firstBytes = Generation.firstBytes(opened, (int) Math.min(start, Limits.FINGERPRINT_BYTES));
      int overlap = (int) Math.min(start, Limits.OVERLAP_BYTES);
      lastBytes = Generation.bytesAt(opened, start - overlap, overlap);
    }
  }

  private void restart(long start, boolean midLine) {
    position = start;
    splitter = new LineSplitter(start, midLine);
    firstBytes = new byte[0];
    lastBytes = new byte[0];
    generation = null;
    grownNanos = clock.nanos();
  }

  private boolean readOnce(byte[] scratch) throws IOException {
    OpenFile open = file;
    if (open == null) {
      return false;
    }
    long size = open.size();
    if (size == position) {
      return false;
    }
    int held = splitter.heldBytes();
    splitter.putHeld(scratch);
    int room = (int) Math.min(scratch.length - held, Math.max(0, size - position));
    int read =
        size < position ? -1 : open.file().read(ByteBuffer.wrap(scratch, held, room), position);
    if (read <= 0 && position == 0) {
      return false; // truncated before anything was read
    }
    if (read <= 0 || !isUnchanged(open.file())) {
      truncated(open, scratch);
      return true;
    }
    if (position == 0 && !isNext(open)) {
      return false;
    }
    take(scratch, held, read);
    return true;
  }

  /**
   * Whether nothing came between the file left before and this one, of which the first bytes were
   * just read. Only once they are known can a text that was copied away and truncated be missed no
   * more.
   */
  private boolean isNext(OpenFile open) throws IOException {
    Left before = left;
    if (before == null) {
      return true;
    }
    Optional<Siblings.Next> next;
    try {
      next = siblings.after(before.inode(), before.modified());
    } catch (NoSuchFileException e) {
      left = null;
      return true; // neither a rotated file nor a new one
    }
    if (next.isEmpty()) {
      return false; // rotated this very moment
    }
    left = null;
    LogFile found = next.get().file();
    if (!next.get().isRotated() || found.status().inode() == open.inode()) {
      found.close();
      return true;
    }
    enter(next.get());
    left = null;
    return false;
  }

  private void enter(Siblings.Next next) throws IOException {
    if (next.isGap()) {
      publish(Loss.unknown(Loss.Cause.ROTATED));
    }
    begin(next.file(), 0, false);
  }

  /** Whether what was read before is still what the file holds. */
  private boolean isUnchanged(LogFile open) throws IOException {
    return Arrays.equals(Generation.firstBytes(open, firstBytes.length), firstBytes)
        && Arrays.equals(
            Generation.bytesAt(open, position - lastBytes.length, lastBytes.length), lastBytes);
  }

  private void take(byte[] scratch, int held, int read) {
    int missing = Limits.FINGERPRINT_BYTES - firstBytes.length;
    if (missing > 0 && firstBytes.length == position) {
      int more = Math.min(missing, read);
      firstBytes = Arrays.copyOf(firstBytes, firstBytes.length + more);
      System.arraycopy(scratch, held, firstBytes, firstBytes.length - more, more);
    }
    position += read;
    reads++;
    int end = held + read;
    lastBytes = Arrays.copyOfRange(scratch, Math.max(0, end - Limits.OVERLAP_BYTES), end);
    grownNanos = clock.nanos();
    splitter.split(scratch, end, lines);
    publishLines();
  }

  private void truncated(OpenFile open, byte[] scratch) throws IOException {
    Optional<LogFile> copy = siblings.copyOf(open.inode(), modified, this::isUnchanged, position);
    if (copy.isPresent()) {
      open.release();
      file = new OpenFile(copy.get());
      modified = copy.get().status().modified();
      moveOn(scratch);
      return;
    }
    splitter.finish(lines);
    publishLines();
    publish(Loss.unknown(Loss.Cause.TRUNCATED));
    restart(0, false);
    left = null;
  }

  private void checkName(byte[] scratch) throws IOException {
    OpenFile open = file;
    if (open == null) {
      Optional<LogFile> appeared = openIfThere();
      if (appeared.isPresent()) {
        begin(appeared.get(), 0, false);
        readOnce(scratch);
      }
      return;
    }
    FileStatus named;
    try {
      named = root.status(path);
    } catch (FileSystemException e) {
      return; // between two names: go on with the open file
    }
    if (isSame(open, named)) {
      if (named.size() < position || !isUnchanged(open.file())) {
        truncated(open, scratch);
      } else {
        modified = named.modified();
      }
    } else if (named.isRegular() && named.size() > 0) {
      moveOn(scratch);
    }
  }

  private static boolean isSame(OpenFile open, FileStatus named) {
    return named.inode() == open.inode() && named.device() == open.file().status().device();
  }

  private void moveOn(byte[] scratch) throws IOException {
    for (int passed = 0; passed < Limits.MAX_FILES_PASSED; passed++) {
      OpenFile open = file;
      if (open == null || isSame(open, root.status(path))) {
        return;
      }
      drain(scratch);
      Optional<Siblings.Next> next = siblings.after(open.inode(), modified);
      if (next.isEmpty()) {
        return; // rotated this very moment
      }
      splitter.finish(lines);
      publishLines();
      enter(next.get());
      drain(scratch);
    }
  }

  @SuppressWarnings("StatementWithEmptyBody")
  private void drain(byte[] scratch) throws IOException {
    while (readOnce(scratch)) {}
  }

  private void nameGeneration() {
    OpenFile open = file;
    boolean better =
        generation == null
            || (generation.length() < Limits.FINGERPRINT_BYTES
                && firstBytes.length == Limits.FINGERPRINT_BYTES);
    if (open != null && firstBytes.length > 0 && better) {
      generation = Generation.of(open.inode(), firstBytes);
    }
  }

  private void publishLines() {
    if (lines.isEmpty()) {
      return;
    }
    nameGeneration();
    if (generation != null) {
      publish(lines.build(generation, clock.now()));
    }
  }

  private void publish(TailEvent event) {
    Map<Framer, Delivery> shared = new HashMap<>();
    for (Subscription subscription : subscriptions) {
      Framer framer = subscription.framer();
      subscription.offer(shared.computeIfAbsent(framer, unframed -> new Delivery(event, unframed)));
    }
  }
}
