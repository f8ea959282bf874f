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
import java.util.Optional;
import java.util.OptionalLong;
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
 *       has a byte and the old one has been quiet for {@link Limits#OLD_FILE_QUIET}, the old one is
 *       read to its end and left, its last line ended by that. What a late writer still adds to it
 *       is told as a loss: see {@link OldFile}.
 *   <li><b>It is rotated several times.</b> The next file is not the one the path names but the
 *       oldest rotated one that is newer than the one left; see {@link Siblings}.
 *   <li><b>It is not there (yet), or empty, when the first follower comes.</b> Then its writer may
 *       not have opened it, so the newest rotated file is followed, from its end, as if it had just
 *       been renamed. Where there is none, the first file to appear is read from its first byte.
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
  private final Audience audience = new Audience();
  private final LineBatch.Builder lines = new LineBatch.Builder();

  private @Nullable OpenFile file;
  private ReadSoFar read = new ReadSoFar();
  private LineSplitter splitter = new LineSplitter(0, false);
  private Instant modified = Instant.MIN;
  private @Nullable Left left;
  private @Nullable OldFile old;

  /** Whether {@link #file} was never named by the path, but is the last one that was. */
  private boolean isStandIn;

  private @Nullable Generation generation;
  private long grownNanos;

  /** Touched by the thread that polls only. */
  private long nameCheckedNanos;

  /** When the path was first seen to name another file than the open one. */
  private OptionalLong renamedNanos = OptionalLong.empty();

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
      for (int i = 0; file == null && audience.isEmpty() && i < JOIN_TRIES; i++) {
        if (openAtEnd()) {
          break;
        }
      }
      audience.add(subscription);
      nameGeneration();
      long offset = splitter.handedOut();
      return new Joined(
          Optional.ofNullable(file).map(OpenFile::retain),
          offset,
          new LogPosition(offset, Optional.ofNullable(generation)),
          left == null || !read.isNothing() ? OptionalLong.empty() : OptionalLong.of(left.inode()),
          isStandIn);
    } finally {
      lock.unlock();
    }
  }

  void leave(Subscription subscription) {
    audience.remove(subscription);
  }

  /** Ends its followers, each at its position: the watcher cannot go on. */
  void fail() {
    audience.fail();
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      audience.cut();
      if (file != null) {
        file.release();
        file = null;
      }
      forgetOld();
    } finally {
      lock.unlock();
    }
  }

  /** To be asked by the thread that polls. */
  boolean isNameCheckDue(long intervalNanos) {
    return clock.nanos() - nameCheckedNanos >= intervalNanos;
  }

  /** Looks once. Returns whether there was anything new. */
  boolean poll(byte[] scratch, boolean checksName) throws IOException {
    lock.lock();
    try {
      if (closed || audience.isEmpty()) {
        return false; // who comes first decides where to begin
      }
      long readsBefore = reads;
      long now = clock.nanos();
      drain(scratch);
      if (checksName) {
        nameCheckedNanos = now;
        checkOld(now);
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

  /** Begins at the end of the newest file that holds anything; false where it just moved. */
  private boolean openAtEnd() throws IOException {
    Optional<LogFile> opened = openIfThere();
    if (opened.isPresent() && opened.get().size() > 0) {
      return beginAtEnd(opened.get());
    }
    if (opened.isPresent()) {
      opened.get().close();
    }
    try {
      return standIn();
    } catch (NoSuchFileException e) {
      return false; // on the move
    } catch (IOException e) {
      return true; // not a directory, or too large a one: wait until that changes
    }
  }

  /**
   * The rotated files are listed before the path is looked at: so the newest is no copy that is
   * being made, for what is copied is not empty.
   */
  private boolean standIn() throws IOException {
    Optional<Siblings.Sibling> newest = siblings.newest();
    if (siblings.sizeOfCurrent() > 0) {
      return false;
    }
    if (newest.isPresent() && !newest.get().isCompressed()) {
      LogFile found = root.open(newest.get().path());
      if (found.status().inode() != newest.get().inode()) {
        found.close();
        return false;
      }
      isStandIn = beginAtEnd(found);
      return isStandIn;
    }
    left = Left.before(newest);
    Optional<LogFile> first = openIfThere(); // still empty, or written to this moment
    if (first.isPresent()) {
      begin(first.get(), 0, false);
    }
    return true;
  }

  private boolean beginAtEnd(LogFile found) throws IOException {
    long size = found.size();
    int back = (int) Math.min(size, Limits.MAX_PIECE_BYTES);
    byte[] end = found.bytesAt(size - back, back);
    int newline = Swar.lastIndexOf(end, 0, end.length, (byte) '\n');
    boolean midLine = newline < 0 && back < size;
    long start = newline >= 0 ? size - back + newline + 1 : midLine ? size : 0;
    begin(found, start, midLine);
    if (found.channel().size() < size) {
      found.close();
      file = null;
      return false;
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
    OpenFile before = file;
    if (before != null) {
      left = new Left(before.inode(), modified);
      forgetOld();
      old = new OldFile(before, read.position(), clock.nanos());
    }
    file = new OpenFile(opened);
    modified = opened.status().modified();
    restart(start, midLine);
    if (start > 0) {
      read = ReadSoFar.upTo(start, opened);
    }
  }

  private void restart(long start, boolean midLine) {
    read = new ReadSoFar();
    splitter = new LineSplitter(start, midLine);
    generation = null;
    isStandIn = false;
    grownNanos = clock.nanos();
  }

  private boolean readOnce(byte[] scratch) throws IOException {
    OpenFile open = file;
    if (open == null) {
      return false;
    }
    long position = read.position();
    long size = open.size();
    if (size == position) {
      return false;
    }
    int held = splitter.heldBytes();
    splitter.putHeld(scratch);
    int room = (int) Math.min(scratch.length - held, Math.max(0, size - position));
    int count =
        size < position ? -1 : open.file().read(ByteBuffer.wrap(scratch, held, room), position);
    if (count <= 0 && read.isNothing()) {
      return false; // truncated before anything was read
    }
    if (count <= 0 || !read.isIn(open.file())) {
      truncated(open, scratch);
      return true;
    }
    if (read.isNothing() && !isNext(open)) {
      return false;
    }
    take(scratch, held, held + count);
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
    forgetOld(); // it was not left, but will be come back to
    return false;
  }

  private void enter(Siblings.Next next) throws IOException {
    if (next.isGap()) {
      audience.tell(Loss.unknown(Loss.Cause.ROTATED));
    }
    begin(next.file(), 0, false);
    if (!next.isRotated()) {
      renamedNanos = OptionalLong.empty();
    } else if (renamedNanos.isEmpty()) {
      renamedNanos = OptionalLong.of(clock.nanos());
    }
  }

  private void take(byte[] scratch, int held, int end) {
    read.advance(scratch, held, end);
    reads++;
    grownNanos = clock.nanos();
    splitter.split(scratch, end, lines);
    publishLines();
  }

  private void truncated(OpenFile open, byte[] scratch) throws IOException {
    Optional<LogFile> copy = siblings.copyOf(open.inode(), modified, read);
    if (copy.isPresent()) {
      open.release();
      file = new OpenFile(copy.get());
      modified = copy.get().status().modified();
      moveOn(scratch, true);
      return;
    }
    Optional<Siblings.Sibling> newest = siblings.newest();
    splitter.finish(lines);
    publishLines();
    audience.tell(Loss.unknown(Loss.Cause.TRUNCATED));
    restart(0, false);
    left = open.size() > 0 ? null : Left.before(newest);
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
    if (open.is(named)) {
      renamedNanos = OptionalLong.empty();
      if (named.size() < read.position() || !read.isIn(open.file())) {
        truncated(open, scratch);
      } else {
        modified = named.modified();
      }
    } else if (named.isRegular() && named.size() > 0) {
      if (renamedNanos.isEmpty()) {
        renamedNanos = OptionalLong.of(clock.nanos());
      }
      moveOn(scratch, isStandIn);
    }
  }

  /**
   * @param isQuiet whether nobody writes to the open file any more
   */
  private void moveOn(byte[] scratch, boolean isQuiet) throws IOException {
    boolean mayLeave = isQuiet;
    for (int passed = 0; passed < Limits.MAX_FILES_PASSED; passed++) {
      OpenFile open = file;
      if (open == null || open.is(root.status(path))) {
        return;
      }
      if (!drain(scratch) || (read.isNothing() && open.size() > 0)) {
        return; // others wait, or what comes before it cannot be told now: with the next look
      }
      Optional<Siblings.Next> next = siblings.after(open.inode(), modified);
      if (next.isEmpty()) {
        return; // rotated this very moment
      }
      if (!next.get().isRotated() && !mayLeave && !isOldQuiet()) {
        next.get().file().close();
        return;
      }
      splitter.finish(lines);
      publishLines();
      enter(next.get());
      mayLeave = isQuiet;
      if (!drain(scratch)) {
        return;
      }
    }
  }

  /** Whether the writers of a file that was renamed seem to have opened the new one. */
  private boolean isOldQuiet() {
    long now = clock.nanos();
    long renamed = renamedNanos.orElse(now);
    return now - Math.max(renamed, grownNanos) >= Limits.OLD_FILE_QUIET.toNanos()
        || now - renamed >= Limits.OLD_FILE_WAIT.toNanos();
  }

  private void checkOld(long now) throws IOException {
    if (old != null) {
      old.growth().ifPresent(audience::tell);
      if (now - old.leftNanos() >= Limits.OLD_FILE_WAIT.toNanos()) {
        forgetOld();
      }
    }
  }

  private void forgetOld() {
    if (old != null) {
      old.release();
      old = null;
    }
  }

  @SuppressWarnings("StatementWithEmptyBody")
  private boolean drain(byte[] scratch) throws IOException {
    int batches = 0;
    while (batches < Limits.MAX_BATCHES_PER_LOOK && readOnce(scratch)) {
      batches++;
    }
    return batches < Limits.MAX_BATCHES_PER_LOOK;
  }

  private void nameGeneration() {
    OpenFile open = file;
    if (open != null
        && read.hasName()
        && (generation == null || read.hasBetterNameThan(generation))) {
      generation = read.name(open.inode());
    }
  }

  private void publishLines() {
    if (lines.isEmpty()) {
      return;
    }
    nameGeneration();
    if (generation != null) {
      audience.tell(lines.build(generation, clock.now()));
    }
  }
}
