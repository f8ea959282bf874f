package io.millpond.logs.follow;

import io.millpond.logs.ByteSource;
import io.millpond.logs.DecompressedSource;
import io.millpond.logs.Limits;
import io.millpond.logs.LineFilter;
import io.millpond.logs.LineWindow;
import io.millpond.logs.Lines;
import io.millpond.logs.LogFile;
import io.millpond.logs.LogRoot;
import io.millpond.logs.TextSource;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A log as it is now, read once from a place on: what a {@link Follower} reads before it is live,
 * for answers that end there. A position in a file that was rotated since leads through the rotated
 * files to the one the path names.
 *
 * <p>A compressed file is read as its text. Positions are offsets in that; nothing is appended to
 * such a file and its neighbours are no part of it, so it is also all that a follower of it reads.
 *
 * <p>To be used by one thread at a time.
 */
public final class Reading implements Closeable {
  private final Framer framer;
  private final Deque<Segment> segments;
  private final Optional<Itinerary> itinerary;
  private final Closeable file;
  private boolean lossToTell;

  private Reading(
      Framer framer,
      Deque<Segment> segments,
      Optional<Itinerary> itinerary,
      Closeable file,
      boolean isLost) {
    this.framer = framer;
    this.segments = segments;
    this.itinerary = itinerary;
    this.file = file;
    this.lossToTell = isLost;
  }

  /**
   * Opens a log where {@code start} says; the limit of a window is ignored.
   *
   * @throws IOException as {@link LogRoot#open}
   */
  public static Reading open(
      Lines readers, LogRoot root, String path, FollowStart start, Framer framer)
      throws IOException {
    ByteSource source = TextSource.open(root, path);
    try {
      return source instanceof DecompressedSource text
          ? ofText(readers, text, start, framer)
          : ofFile(readers, (LogFile) source, new Siblings(root, path), start, framer);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * As {@link #open}, where the path names a compressed file.
   *
   * @return nothing where it is no such file, whatever its name
   */
  public static Optional<Reading> openCompressed(
      Lines readers, LogRoot root, String path, FollowStart start, Framer framer)
      throws IOException {
    if (!TextSource.isCompressedName(path)) {
      return Optional.empty();
    }
    ByteSource source = TextSource.open(root, path);
    try {
      if (source instanceof DecompressedSource text) {
        return Optional.of(ofText(readers, text, start, framer));
      }
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
    source.close();
    return Optional.empty();
  }

  private static Reading ofFile(
      Lines readers, LogFile file, Siblings siblings, FollowStart start, Framer framer)
      throws IOException {
    OpenFile open = new OpenFile(file);
    LogPosition end = new LogPosition(file.size(), generation(file.status().inode(), file));
    Itinerary itinerary =
        Itinerary.of(
            readers,
            siblings,
            new Joined(Optional.of(open), end.offset(), end, OptionalLong.empty(), false),
            start);
    return new Reading(
        framer, itinerary.segments(), Optional.of(itinerary), open::release, itinerary.isLost());
  }

  private static Reading ofText(
      Lines readers, DecompressedSource text, FollowStart start, Framer framer) throws IOException {
    Deque<Segment> segments = new ArrayDeque<>();
    Optional<Generation> generation = generation(text.file().status().inode(), text);
    boolean isLost = false;
    if (generation.isPresent()) {
      LineWindow window = LineWindow.ALL;
      LineFilter filter = LineFilter.ALL;
      switch (start) {
        case FollowStart.At at -> {
          window = new LineWindow(at.window().cursor(), at.window().skip(), 0);
          filter = at.filter();
        }
        case FollowStart.After after -> {
          isLost = !holds(text, after.position());
          window = LineWindow.from(isLost ? 0 : after.position().offset());
        }
      }
      segments.add(
          new Segment(
              readers, text, () -> {}, window, filter, generation.get(), text.size(), true));
    }
    return new Reading(framer, segments, Optional.empty(), text, isLost);
  }

  /** The beginning of a text tells whose it is; the inode is that of the compressed file. */
  private static boolean holds(ByteSource text, LogPosition position) throws IOException {
    Optional<Generation> generation = position.generation();
    return generation.isEmpty()
        || (position.offset() <= text.size() && generation.get().isBeginningOf(text));
  }

  private static Optional<Generation> generation(long inode, ByteSource source) throws IOException {
    byte[] bytes = Generation.firstBytes(source, Limits.FINGERPRINT_BYTES);
    return bytes.length == 0 ? Optional.empty() : Optional.of(Generation.of(inode, bytes));
  }

  /** The next lines, or the loss of some; empty at the end. */
  public Optional<Delivery> next() throws IOException {
    if (lossToTell) {
      lossToTell = false;
      return delivery(Loss.unknown(Loss.Cause.UNKNOWN));
    }
    for (Segment segment = segments.peek(); segment != null; segment = segments.peek()) {
      Optional<LineBatch> batch = segment.next(Instant.now());
      if (batch.isPresent()) {
        return delivery(batch.get());
      }
      Optional<Loss> loss = leave(segment);
      if (loss.isPresent()) {
        return delivery(loss.get());
      }
    }
    return Optional.empty();
  }

  private Optional<Loss> leave(Segment segment) throws IOException {
    segments.remove();
    try (segment) {
      if (segment.isComplete()) {
        return Optional.empty();
      }
      Optional<Segment> copy =
          itinerary.isPresent() ? itinerary.get().copyOfRest(segment) : Optional.empty();
      copy.ifPresent(segments::addFirst);
      return copy.isPresent()
          ? Optional.empty()
          : Optional.of(new Loss(segment.missing(), Loss.Cause.TRUNCATED));
    }
  }

  private Optional<Delivery> delivery(TailEvent event) {
    return Optional.of(new Delivery(event, framer));
  }

  @Override
  public void close() throws IOException {
    try (file) {
      for (Segment segment : segments) {
        segment.close();
      }
      segments.clear();
    }
  }
}
