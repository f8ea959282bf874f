package io.millpond.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a trail, from its oldest file to the newest, whether each line follows the one
 * before. In constant memory, also while the trail is written and its files are put aside.
 */
public final class Verification {
  private static final int MAX_REMARKS = 20;

  /** Of the newest file, whose name does not say which line is its first. */
  private static final long NOT_NAMED = 0;

  private final Path file;
  private final Seal seal;
  private final Optional<String> expected;
  private final Duration patience;
  private final List<String> remarks = new ArrayList<>();
  private long remarked;
  private long lines;
  private long firstSeq;
  private @Nullable SealedLine last;
  private boolean isExpectedSeen;

  /** A line that is none, and may be the beginning of one: the next has to say so. */
  private @Nullable Unfinished torn;

  private Verification(Path file, Seal seal, Optional<String> expected, Duration patience) {
    this.file = file;
    this.seal = seal;
    this.expected = expected;
    this.patience = patience;
  }

  /**
   * A line that was begun.
   *
   * @param begin the first characters of it
   */
  private record Unfinished(SealedLine.Torn torn, String begin) {}

  /** A place where the trail is not whole. */
  private static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Verdict.Broken verdict;

    BrokenException(Path file, long line, String reason) {
      super(reason, null, false, false);
      this.verdict = new Verdict.Broken(file, line, reason);
    }
  }

  /**
   * Looks through a trail.
   *
   * @param file the newest of its files; those put aside are found beside it. One of these by
   *     itself can be looked through, too
   * @param key what it is sealed with
   * @param expected hash of a line that has to be there still, in hexadecimal
   * @throws NoSuchFileException where there is no trail
   */
  public static Verdict of(Path file, Optional<TrailKey> key, Optional<String> expected)
      throws IOException {
    return of(file, key, expected, Limits.BEGIN_PATIENCE);
  }

  static Verdict of(Path file, Optional<TrailKey> key, Optional<String> expected, Duration patience)
      throws IOException {
    Seal seal = key.map(TrailKey::seal).orElseGet(Seal::plain);
    try {
      return new Verification(file, seal, expected, patience).all();
    } catch (BrokenException broken) {
      return broken.verdict;
    }
  }

  private Verdict all() throws IOException, BrokenException {
    long asideUpTo = 0;
    long looks = patience.dividedBy(Limits.WRITE_DELAY);
    while (true) {
      // The newest first: if it is put aside from now on, it is still the one that is open here.
      try (FileChannel newest = openIfThere()) {
        OptionalLong begin = newest == null ? OptionalLong.empty() : LineInput.firstSeq(newest);
        asideUpTo = readAside(asideUpTo, begin.orElse(Long.MAX_VALUE));
        if (newest == null && lines == 0) {
          throw new NoSuchFileException(file.toString());
        }
        // Without a line it may have been put aside by now, and be among those that were read.
        if (newest != null && (begin.isPresent() || lines == 0)) {
          LineInput input = new LineInput(newest);
          read(file, input, false, NOT_NAMED);
          if (begin.isEmpty() || !isPutAside(begin.getAsLong())) {
            end(input);
            return verdict();
          }
          // It was complete by then, but not when its end was reached.
          read(file, input, true, NOT_NAMED);
          asideUpTo = begin.getAsLong();
          continue;
        }
      }
      // Files were put aside, and none goes on where they end: whoever writes does that at once.
      if (looks-- <= 0) {
        throw new BrokenException(
            file,
            0,
            "it has no line, or is not there, and files were put aside before it: it was cut off or"
                + " removed, or could not be written when it was begun");
      }
      LockSupport.parkNanos(Limits.WRITE_DELAY.toNanos());
    }
  }

  private @Nullable FileChannel openIfThere() throws IOException {
    try {
      return FileChannel.open(file);
    } catch (NoSuchFileException notNow) {
      return null;
    }
  }

  /**
   * Reads those that were put aside.
   *
   * @param from number of the first line of the last one that was read
   * @param to number of a line behind theirs
   * @return as {@code from}, for the next time
   */
  private long readAside(long from, long to) throws IOException, BrokenException {
    NavigableMap<Long, Path> aside =
        TrailFiles.aside(file).subMap(from, false, Math.max(from, to), false);
    for (var one : aside.entrySet()) {
      long before = lines;
      try (FileChannel old = FileChannel.open(one.getValue())) {
        read(one.getValue(), new LineInput(old), true, one.getKey());
      }
      if (lines == before) {
        throw new BrokenException(
            one.getValue(), 0, "it has no line, and no file is put aside before it has some");
      }
    }
    return aside.isEmpty() ? from : aside.lastKey();
  }

  /** Looks at what follows the last line of the newest file. */
  private void end(LineInput input) throws BrokenException {
    if (input.unended() > 0) {
      if (last == null && !isBeginOf(input.rest(), SealedLine.eventBegin(1, SealedLine.STARTED))) {
        throw noLine(file, 1);
      }
      remark("the last line is not finished: it is being written, or was when it was cut off");
    }
  }

  private boolean isPutAside(long begin) throws IOException {
    return Files.isRegularFile(TrailFiles.aside(file, begin));
  }

  /**
   * Reads a file.
   *
   * @param isComplete whether nothing is written to it any longer
   * @param named the number of its first line by its name, or {@link #NOT_NAMED}
   */
  private void read(Path name, LineInput input, boolean isComplete, long named)
      throws IOException, BrokenException {
    try {
      while (input.next()) {
        take(name, input, named);
      }
    } catch (TrailDamagedException tooLong) {
      throw new BrokenException(name, input.number() + 1, String.valueOf(tooLong.getMessage()));
    }
    if (torn != null) {
      throw noLine(name, input.number());
    }
    if (isComplete && input.unended() > 0) {
      throw new BrokenException(name, input.number() + 1, "the file ends in an unfinished line");
    }
  }

  private void take(Path name, LineInput input, long named) throws BrokenException {
    Optional<SealedLine> parsed = input.line();
    if (parsed.isEmpty()) {
      if (torn != null) {
        throw noLine(name, input.number() - 1);
      }
      torn = new Unfinished(input.torn(), input.text());
      return;
    }
    SealedLine line = parsed.get();
    Optional<SealedLine.Torn> told = line.event().flatMap(SealedLine.Event::torn);
    if (torn != null && !told.equals(Optional.of(torn.torn()))) {
      throw noLine(name, input.number() - 1);
    }
    byte[] previous =
        last == null ? first(name, input, line, named) : next(name, input, line, last);
    boolean isLinked =
        line.event().map(event -> event.previous().equals(ascii(previous))).orElse(true);
    if (!isLinked || !input.isSealed(line, previous, seal)) {
      throw new BrokenException(
          name,
          input.number(),
          "its hash does not fit: it or the line before it was changed, or the key is another");
    }
    if (torn != null) {
      remark("torn line after seq " + (line.seq() - 1) + ", at the restart after it");
      torn = null;
    } else if (told.isPresent()) {
      throw new BrokenException(name, input.number(), "the torn line it tells of was removed");
    }
    lines++;
    last = line;
    if (expected.filter(line.hash()::equalsIgnoreCase).isPresent()) {
      isExpectedSeen = true;
    }
  }

  private static BrokenException noLine(Path name, long number) {
    return new BrokenException(name, number, "it is no line of a trail, or not as it was written");
  }

  /**
   * Looks whether a trail, or what is left of it, may begin with a line: with its first one, or
   * with that of a file that goes on where another one ended. Every other says that what was before
   * it in its file is gone.
   *
   * @return the hash of the line before it
   */
  private byte[] first(Path name, LineInput input, SealedLine line, long named)
      throws BrokenException {
    SealedLine.Event event =
        line.event()
            .filter(
                one -> (named == NOT_NAMED || named == line.seq()) && mayBeFirst(line.seq(), one))
            .orElseThrow(() ->
                new BrokenException(
                    name, input.number(), "the beginning of the file is missing before it"));
    if ((line.seq() == 1) != event.previous().equals(ascii(Seal.NONE))) {
      throw noLine(name, input.number());
    }
    firstSeq = line.seq();
    if (line.seq() > 1) {
      remark("lines before seq " + line.seq() + " are in older files that are not here");
    }
    return event.previous().getBytes(StandardCharsets.US_ASCII);
  }

  private boolean mayBeFirst(long seq, SealedLine.Event event) {
    Unfinished before = torn;
    return seq == 1
        || event.name().equals(SealedLine.OPENED)
        || (before != null
            && isBeginOf(before.begin(), SealedLine.eventBegin(seq, SealedLine.OPENED)));
  }

  private static byte[] next(Path name, LineInput input, SealedLine line, SealedLine before)
      throws BrokenException {
    long expectedSeq = before.seq() + 1;
    if (line.seq() != expectedSeq) {
      throw new BrokenException(
          name,
          input.number(),
          line.seq() > expectedSeq
              ? "lines %d to %d are missing before it".formatted(expectedSeq, line.seq() - 1)
              : "it is line %d, and line %d has been there".formatted(line.seq(), before.seq()));
    }
    return before.hashBytes();
  }

  /** Whether a text can be the beginning of one that begins so, or goes on from there. */
  private static boolean isBeginOf(String text, String begin) {
    return !text.isEmpty() && (text.startsWith(begin) || begin.startsWith(text));
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.US_ASCII);
  }

  private void remark(String text) {
    if (++remarked <= MAX_REMARKS) {
      remarks.add(text);
    }
  }

  private Verdict verdict() {
    if (expected.isPresent() && !isExpectedSeen) {
      return new Verdict.Broken(
          file,
          0,
          "no line has the hash %s: the end that had it was cut off, or all was made anew"
              .formatted(expected.get()));
    }
    SealedLine end = last;
    if (end == null) {
      return new Verdict.Begun();
    }
    if (remarked > MAX_REMARKS) {
      remarks.add("and " + (remarked - MAX_REMARKS) + " more remarks");
    }
    return new Verdict.Whole(lines, firstSeq, end.seq(), end.hash(), remarks);
  }
}
