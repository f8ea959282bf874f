package io.millpond.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a trail, from its oldest file to the newest, whether each line follows the one
 * before. In constant memory, also while the trail is written and its files are put aside.
 */
public final class Verification {
  private static final int MAX_REMARKS = 20;

  private final Path file;
  private final Seal seal;
  private final Optional<String> expected;
  private final List<String> remarks = new ArrayList<>();
  private long remarked;
  private long lines;
  private long firstSeq;
  private @Nullable SealedLine last;
  private boolean isExpectedSeen;

  /** A line that is none, and may be the beginning of one: the next has to say so. */
  private SealedLine.@Nullable Torn torn;

  private Verification(Path file, Seal seal, Optional<String> expected) {
    this.file = file;
    this.seal = seal;
    this.expected = expected;
  }

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
    Seal seal = key.map(TrailKey::seal).orElseGet(Seal::plain);
    try {
      return new Verification(file, seal, expected).all();
    } catch (BrokenException broken) {
      return broken.verdict;
    }
  }

  private Verdict all() throws IOException, BrokenException {
    long asideUpTo = 0;
    while (true) {
      // The newest first: if it is put aside from now on, it is still the one that is open here.
      try (FileChannel newest = Files.exists(file) ? FileChannel.open(file) : null) {
        long begin = newest == null ? Long.MAX_VALUE : firstSeq(newest);
        NavigableMap<Long, Path> aside =
            TrailFiles.aside(file).subMap(asideUpTo, false, begin, false);
        if (newest == null && aside.isEmpty() && lines == 0) {
          throw new NoSuchFileException(file.toString());
        }
        for (Path one : aside.values()) {
          try (FileChannel old = FileChannel.open(one)) {
            read(one, new LineInput(old), true);
          }
        }
        if (newest != null) {
          LineInput input = new LineInput(newest);
          read(file, input, false);
          if (isPutAside(begin)) {
            // It was complete by then, but not when its end was reached.
            read(file, input, true);
            asideUpTo = begin;
            continue;
          }
          if (input.unended() > 0) {
            remark(
                "the last line is not finished: it is being written, or was when it was cut off");
          }
        }
        return verdict();
      }
    }
  }

  private boolean isPutAside(long begin) throws IOException {
    return Files.isRegularFile(TrailFiles.aside(file, begin));
  }

  /** The number of the first line of a file, which is in its name once it is put aside. */
  private static long firstSeq(FileChannel newest) throws IOException {
    LineInput input = new LineInput(newest);
    try {
      while (input.next()) {
        Optional<SealedLine> line = input.line();
        if (line.isPresent()) {
          return line.get().seq();
        }
      }
    } catch (TrailDamagedException noLine) {
      // That is found again, and told, when it is read.
    }
    return Long.MAX_VALUE;
  }

  private void read(Path name, LineInput input, boolean isComplete)
      throws IOException, BrokenException {
    try {
      while (input.next()) {
        take(name, input);
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

  private void take(Path name, LineInput input) throws BrokenException {
    Optional<SealedLine> parsed = input.line();
    if (parsed.isEmpty()) {
      if (torn != null) {
        throw noLine(name, input.number() - 1);
      }
      torn = input.torn();
      return;
    }
    SealedLine line = parsed.get();
    Optional<SealedLine.Torn> told = line.event().flatMap(SealedLine.Event::torn);
    if (torn != null && !told.equals(Optional.of(torn))) {
      throw noLine(name, input.number() - 1);
    }
    follow(name, input, line);
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

  private void follow(Path name, LineInput input, SealedLine line) throws BrokenException {
    byte[] previous;
    SealedLine before = last;
    if (before != null) {
      long expectedSeq = before.seq() + 1;
      if (line.seq() != expectedSeq) {
        throw new BrokenException(
            name,
            input.number(),
            line.seq() > expectedSeq
                ? "lines %d to %d are missing before it".formatted(expectedSeq, line.seq() - 1)
                : "it is line %d, and line %d has been there".formatted(line.seq(), before.seq()));
      }
      previous = before.hashBytes();
    } else {
      SealedLine.Event event =
          line.event()
              .orElseThrow(() ->
                  new BrokenException(
                      name, input.number(), "the beginning of the file is missing before it"));
      previous = event.previous().getBytes(StandardCharsets.US_ASCII);
      firstSeq = line.seq();
      if ((line.seq() == 1) != event.previous().equals(ascii(Seal.NONE))) {
        throw noLine(name, input.number());
      }
      if (line.seq() > 1) {
        remark("lines before seq " + line.seq() + " are in older files that are not here");
      }
    }
    boolean isLinked =
        line.event().map(event -> event.previous().equals(ascii(previous))).orElse(true);
    if (!isLinked || !input.isSealed(line, previous, seal)) {
      throw new BrokenException(
          name,
          input.number(),
          "its hash does not fit: it or the line before it was changed, or the key is another");
    }
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
    SealedLine end = last;
    if (end == null) {
      return new Verdict.Broken(file, 0, "it has no line");
    }
    if (expected.isPresent() && !isExpectedSeen) {
      return new Verdict.Broken(
          file,
          0,
          "no line has the hash %s: the end that had it was cut off, or all was made anew"
              .formatted(expected.get()));
    }
    if (remarked > MAX_REMARKS) {
      remarks.add("and " + (remarked - MAX_REMARKS) + " more remarks");
    }
    return new Verdict.Whole(lines, firstSeq, end.seq(), end.hash(), remarks);
  }
}
