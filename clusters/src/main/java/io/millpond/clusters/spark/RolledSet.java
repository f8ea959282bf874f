package io.millpond.clusters.spark;

import io.millpond.clusters.Limits;
import io.millpond.logs.ByteSource;
import io.millpond.logs.ChainedContent.Segment;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogFile;
import io.millpond.logs.TextLengths;
import io.millpond.logs.TextLengths.Counted;
import io.millpond.logs.TextSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a stream and the file it is written to, as one byte space in order.
 *
 * <p>A worker that compresses writes {@code stderr--….gz}, and deletes {@code stderr} when that is
 * done. For a moment, and for ever where the worker died or its disk was full, both hold the same
 * bytes; then the compressed one does not count. It is known by being cut off and holding how the
 * file after it begins, or, complete, by being as long as {@code stderr}, which was last written to
 * before.
 *
 * @param segments without those that do not count
 * @param active the file that is written to; whoever made this owns it
 */
record RolledSet(List<Segment> segments, Optional<LogFile> active) {

  /**
   * Puts together what a look at a directory has found of a stream.
   *
   * @throws java.nio.file.FileSystemException where its segments cannot be counted in time; they
   *     are counted all the same
   */
  static RolledSet of(Place place, String stream, DirectoryLook look, TextLengths lengths)
      throws IOException {
    return of(place, stream, look, lengths, new Patience(Limits.COUNTING_WAIT, () -> false));
  }

  /** The same for one who has time. */
  static RolledSet of(
      Place place, String stream, DirectoryLook look, TextLengths lengths, Patience patience)
      throws IOException {
    Optional<LogFile> active = look.active(stream);
    Optional<List<Segment>> before = look.knownSet(stream);
    if (before.isPresent()) {
      return new RolledSet(before.get(), active);
    }
    Builder builder = new Builder(place, lengths, patience, active.orElse(null));
    for (FileStatus file : look.segments(stream).reversed()) {
      builder.before(file);
    }
    List<Segment> segments = List.copyOf(builder.segments.reversed());
    if (builder.isFinal) {
      look.rememberSet(stream, segments);
    }
    return new RolledSet(segments, active);
  }

  long length() {
    return segments.stream().mapToLong(Segment::length).sum()
        + active.map(LogFile::size).orElse(0L);
  }

  /** When it was last written to. */
  Instant lastModified() {
    return active
        .map(LogFile::status)
        .or(() -> segments.isEmpty() ? Optional.empty() : Optional.of(segments.getLast().file()))
        .map(FileStatus::modified)
        .orElse(Instant.EPOCH);
  }

  /** Goes from the newest segment to the oldest. */
  private static final class Builder {
    private final Place place;
    private final TextLengths lengths;
    private final @Nullable LogFile active;
    private final List<Segment> segments = new ArrayList<>();
    private final Patience patience;

    /** Whether all of it stays as it is until the directory is changed: nothing is half made. */
    private boolean isFinal = true;

    Builder(Place place, TextLengths lengths, Patience patience, @Nullable LogFile active) {
      this.place = place;
      this.lengths = lengths;
      this.patience = patience;
      this.active = active;
    }

    void before(FileStatus file) throws IOException {
      String path = place.path(file.name());
      if (!TextSource.isCompressedName(path)) {
        segments.add(new Segment(path, file, file.size(), true));
        return;
      }
      Counted counted;
      try {
        counted = patience.count(lengths, place, path, file);
      } catch (NoSuchFileException deleted) {
        isFinal = false; // As a look a moment later would have found it.
        return;
      }
      Segment segment = new Segment(path, counted.file(), counted.bytes(), counted.whole());
      boolean isCopy =
          (segments.isEmpty() && active != null)
              ? isCopyOfActive(segment, active)
              : !segment.whole() && isCopyOfNext(segment);
      isFinal &= segment.whole() && !isCopy;
      if (!isCopy) {
        segments.add(segment);
      }
    }

    private boolean isCopyOfActive(Segment segment, LogFile original) throws IOException {
      // As it is now: what was appended since it was opened may be in the segment already.
      FileStatus now = original.current();
      boolean mayBe =
          segment.whole()
              ? now.size() == segment.length() && !now.modified().isAfter(segment.file().modified())
              : now.size() >= segment.length();
      return mayBe && beginsAlike(segment, original);
    }

    /** Broken off before the file was renamed or compressed by another name. */
    private boolean isCopyOfNext(Segment segment) throws IOException {
      if (segments.isEmpty() || segments.getLast().length() < segment.length()) {
        return false;
      }
      try (ByteSource next = TextSource.open(place.root(), segments.getLast().path())) {
        return beginsAlike(segment, next);
      }
    }

    private boolean beginsAlike(Segment segment, ByteSource original) throws IOException {
      int bytes = (int) Math.min(segment.length(), Limits.MAX_COMPARED_BYTES);
      try (ByteSource copy = TextSource.open(place.root(), segment.path())) {
        return bytes == 0 || Arrays.equals(first(copy, bytes), first(original, bytes));
      }
    }

    private static byte[] first(ByteSource source, int bytes) throws IOException {
      ByteBuffer target = ByteBuffer.allocate(bytes);
      while (target.hasRemaining() && source.read(target, target.position()) >= 0) {
        // Goes on until there are enough; what is missing stays zero.
      }
      return Arrays.copyOf(target.array(), target.position());
    }
  }
}
