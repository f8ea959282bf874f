package io.millpond.logs.follow;

import io.millpond.logs.ByteSource;
import io.millpond.logs.Limits;
import io.millpond.logs.LineFilter;
import io.millpond.logs.LineWindow;
import io.millpond.logs.Lines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files a follower reads before it has caught up with its watcher: from the one its position
 * belongs to, through those that came after it, to the watcher's, up to where the watcher stood.
 */
final class Itinerary implements Closeable {
  private static final int TRIES = 20;

  private final Lines readers;
  private final Siblings siblings;
  private final Joined joined;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private boolean isLost;
  private boolean isInCurrent;

  private Itinerary(Lines readers, Siblings siblings, Joined joined) {
    this.readers = readers;
    this.siblings = siblings;
    this.joined = joined;
  }

  static Itinerary of(Lines readers, Siblings siblings, Joined joined, FollowStart start)
      throws IOException {
    Itinerary itinerary = new Itinerary(readers, siblings, joined);
    try {
      switch (start) {
        case FollowStart.At at -> {
          if (!joined.isStandIn()) {
            itinerary.addCurrent(at.window(), at.filter());
          }
        }
        case FollowStart.After after -> itinerary.addFrom(after.position());
      }
      return itinerary;
    } catch (IOException e) {
      itinerary.close();
      throw e;
    }
  }

  /** Whether the position's file was not found. */
  boolean isLost() {
    return isLost;
  }

  /** Whether a position lies in the watcher's file. */
  boolean isInCurrent() {
    return isInCurrent;
  }

  Deque<Segment> segments() {
    return segments;
  }

  private void addCurrent(LineWindow window, LineFilter filter) throws IOException {
    Optional<Generation> generation = joined.position().generation();
    if (joined.file().isPresent() && generation.isPresent() && joined.offset() > 0) {
      OpenFile file = joined.file().get();
      LineWindow unlimited = new LineWindow(window.cursor(), window.skip(), 0);
      add(
          file.file(),
          file.retain()::release,
          unlimited,
          filter,
          generation.get(),
          joined.offset(),
          false);
    }
  }

  private void add(
      ByteSource source,
      Closeable release,
      LineWindow window,
      LineFilter filter,
      Generation generation,
      long end,
      boolean isFinished)
      throws IOException {
    try {
      segments.add(
          new Segment(readers, source, release, window, filter, generation, end, isFinished));
    } catch (IOException e) {
      release.close();
      throw e;
    }
  }

  private void addFrom(LogPosition wanted) throws IOException {
    if (wanted.generation().isEmpty() || isCurrent(wanted, true)) {
      isInCurrent = joined.file().isPresent() && joined.file().get().size() >= wanted.offset();
      addCurrent(LineWindow.from(wanted.offset()), LineFilter.ALL);
      return;
    }
    if (addRotated(wanted)) {
      return;
    }
    boolean isCopy = isCurrent(wanted, false);
    isInCurrent = isCopy;
    isLost = !isCopy;
    addCurrent(LineWindow.from(isCopy ? wanted.offset() : 0), LineFilter.ALL);
  }

  private boolean isCurrent(LogPosition wanted, boolean sameInode) throws IOException {
    if (joined.file().isEmpty() || wanted.generation().isEmpty()) {
      return false;
    }
    OpenFile file = joined.file().get();
    Generation generation = wanted.generation().get();
    boolean isEnough =
        sameInode ? generation.inode() == file.inode() : Siblings.isStrong(generation);
    return isEnough && generation.isBeginningOf(file.file()) && file.size() >= wanted.offset();
  }

  /** False where the position's file is not among the rotated ones. */
  private boolean addRotated(LogPosition wanted) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try {
        return tryRotated(wanted);
      } catch (NoSuchFileException e) {
        close(); // on the move
      } catch (FileSystemException e) {
        close();
        return false;
      }
    }
    return false;
  }

  private boolean tryRotated(LogPosition wanted) throws IOException {
    List<Siblings.Sibling> all = upToCurrent();
    boolean endsInCurrent = !all.isEmpty() && isCurrent(all.getLast());
    List<Siblings.Sibling> older = endsInCurrent ? all.subList(0, all.size() - 1) : all;
    int first = siblings.find(older, wanted);
    if (first < 0) {
      isInCurrent = endsInCurrent && siblings.holds(all.getLast(), wanted);
      if (!Siblings.names(upToCurrent()).equals(Siblings.names(all))) {
        throw new NoSuchFileException("moved");
      }
      if (isInCurrent) {
        addCurrent(LineWindow.from(wanted.offset()), LineFilter.ALL);
      }
      return isInCurrent;
    }
    for (int i = first; i < Math.min(older.size(), first + Limits.MAX_FILES_PASSED); i++) {
      Siblings.Sibling sibling = older.get(i);
      ByteSource source = siblings.open(sibling);
      byte[] bytes = Generation.firstBytes(source, Limits.FINGERPRINT_BYTES);
      if (bytes.length == 0) {
        source.close();
        continue;
      }
      Generation generation =
          i == first ? wanted.generation().orElseThrow() : Generation.of(sibling.inode(), bytes);
      long end = sibling.isCompressed() ? Long.MAX_VALUE : source.size();
      LineWindow window = LineWindow.from(i == first ? wanted.offset() : 0);
      add(source, source, window, LineFilter.ALL, generation, end, true);
    }
    if (!Siblings.names(upToCurrent()).equals(Siblings.names(all))) {
      throw new NoSuchFileException("moved");
    }
    addCurrent(LineWindow.ALL, LineFilter.ALL);
    return true;
  }

  /**
   * The rotated files up to the watcher's own: it has been renamed meanwhile, or copied and perhaps
   * truncated, and the watcher does not know yet.
   */
  private List<Siblings.Sibling> upToCurrent() throws IOException {
    List<Siblings.Sibling> all = siblings.stableList();
    OptionalLong previous = joined.previousInode();
    if (previous.isPresent() && previous.getAsLong() == Siblings.NO_FILE) {
      return List.of();
    }
    for (int i = 0; i < all.size(); i++) {
      boolean isPrevious = previous.isPresent() && previous.getAsLong() == all.get(i).inode();
      if (isPrevious || isCurrent(all.get(i))) {
        return all.subList(0, i + 1);
      }
    }
    return all;
  }

  private boolean isCurrent(Siblings.Sibling sibling) {
    if (joined.file().isEmpty()) {
      return false;
    }
    OpenFile file = joined.file().get();
    Optional<Generation> generation = joined.position().generation();
    return sibling.inode() == file.inode()
        || (generation.isPresent() && siblings.isCopy(sibling, file.file(), generation.get()));
  }

  /** The copy of a segment's rest in a rotated file, its own having been truncated. */
  Optional<Segment> copyOfRest(Segment segment) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try {
        return tryCopyOfRest(segment);
      } catch (NoSuchFileException e) {
        // on the move: look again
      }
    }
    return Optional.empty();
  }

  private Optional<Segment> tryCopyOfRest(Segment segment) throws IOException {
    List<Siblings.Sibling> all = siblings.stableList();
    Optional<Generation> generation = segment.position().generation();
    int index = siblings.find(all, new LogPosition(segment.end(), generation));
    siblings.verify(all);
    if (index < 0) {
      return Optional.empty();
    }
    ByteSource source = siblings.open(all.get(index));
    if (!segment.generation().isBeginningOf(source)) {
      source.close();
      throw new NoSuchFileException("moved");
    }
    LineWindow window = LineWindow.from(segment.position().offset());
    return Optional.of(
        new Segment(
            readers,
            source,
            source,
            window,
            LineFilter.ALL,
            segment.generation(),
            segment.end(),
            false));
  }

  @Override
  public void close() throws IOException {
    for (Segment segment : segments) {
      segment.close();
    }
    segments.clear();
  }
}
