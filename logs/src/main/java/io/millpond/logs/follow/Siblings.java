package io.millpond.logs.follow;

import io.millpond.logs.ByteSource;
import io.millpond.logs.FileStatus;
import io.millpond.logs.Limits;
import io.millpond.logs.LogFile;
import io.millpond.logs.LogRoot;
import io.millpond.logs.TextSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files a log was rotated to: those beside it whose names are its own with a number or a date
 * behind it ({@code stdout.1}, {@code stderr--2026-11-20--0001.gz}).
 *
 * <p>Which of them is older? Among numbered ones the higher number. Among dated ones, whose dates
 * are written in too many ways, the one that was modified earlier: a rotated file is not written
 * any more. A directory is listed entry by entry and may be rotated under the listing, so what is
 * found is only believed when a second listing, made after the file found was opened, says the
 * same.
 */
final class Siblings {
  private static final int TRIES = 20;
  private static final Pattern NUMBERED = Pattern.compile("\\.([0-9]{1,6})(\\.gz|\\.zst)?");
  private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|zst)$");
  private static final Pattern ROTATED = Pattern.compile("[-._]{1,2}[0-9][-._:0-9A-Za-z]*");

  /** Stands for the inode of a file that came before the first. */
  static final long NO_FILE = -1;

  private final LogRoot root;
  private final String path;
  private final String directory;
  private final String name;

  Siblings(LogRoot root, String path) {
    this.root = root;
    this.path = path;
    int slash = path.lastIndexOf('/');
    this.directory = slash < 0 ? "" : path.substring(0, slash);
    this.name = path.substring(slash + 1);
  }

  /** How large the file is that the path names; 0 where there is none. */
  long sizeOfCurrent() {
    try {
      return root.status(path).size();
    } catch (IOException e) {
      return 0;
    }
  }

  /** A rotated file; {@code number} 0 where its name has none. */
  record Sibling(FileStatus status, String path, int number) {
    boolean isCompressed() {
      return !textPath().equals(path);
    }

    /** Without the suffix of a compressed file. */
    String textPath() {
      return COMPRESSED.matcher(path).replaceFirst("");
    }

    long inode() {
      return status.inode();
    }
  }

  /**
   * The file that follows another in time.
   *
   * @param isRotated whether it is one of the rotated files, else the one the path names
   * @param isGap whether files between the two may be gone
   */
  record Next(LogFile file, boolean isRotated, boolean isGap) {}

  /** The rotated files, the oldest first. */
  List<Sibling> list() throws IOException {
    List<Sibling> siblings = new ArrayList<>();
    for (FileStatus status : statuses()) {
      String other = status.name();
      if (status.isRegular() && other.startsWith(name) && other.length() > name.length()) {
        String suffix = other.substring(name.length());
        if (ROTATED.matcher(suffix).matches()) {
          Matcher numbered = NUMBERED.matcher(suffix);
          int number = numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
          siblings.add(
              new Sibling(status, directory.isEmpty() ? other : directory + "/" + other, number));
        }
      }
    }
    siblings.removeIf(sibling -> sibling.isCompressed() && isThereStill(sibling, siblings));
    boolean allNumbered = siblings.stream().allMatch(sibling -> sibling.number() > 0);
    siblings.sort(
        allNumbered
            ? Comparator.comparingInt(Sibling::number).reversed()
            : Comparator.comparing((Sibling sibling) -> sibling.status().modified())
                .thenComparing(sibling -> sibling.status().name()));
    return siblings;
  }

  /** While a file is being compressed it is there twice. */
  private static boolean isThereStill(Sibling compressed, List<Sibling> siblings) {
    return siblings.stream().anyMatch(sibling -> sibling.path().equals(compressed.textPath()));
  }

  private List<FileStatus> statuses() throws IOException {
    try {
      return root.list(directory);
    } catch (AccessDeniedException | NoSuchFileException e) {
      return List.of(); // the log itself may well be readable, or come with its directory
    }
  }

  /**
   * The rotated files as they were at one moment: two listings that agree.
   *
   * @throws NoSuchFileException where the files are on the move; to be tried again
   */
  List<Sibling> stableList() throws IOException {
    List<Sibling> before = list();
    for (int i = 0; i < TRIES; i++) {
      List<Sibling> now = list();
      if (names(now).equals(names(before))) {
        return now;
      }
      before = now;
    }
    throw new NoSuchFileException(path);
  }

  /**
   * To be asked when something was not found in a listing.
   *
   * @throws NoSuchFileException where the files have moved since; to be tried again
   */
  void verify(List<Sibling> listed) throws IOException {
    if (!names(stableList()).equals(names(listed))) {
      throw new NoSuchFileException(path);
    }
  }

  static List<String> names(List<Sibling> siblings) {
    return siblings.stream().map(sibling -> sibling.inode() + " " + sibling.path()).toList();
  }

  /** The newest rotated file that is not empty, as a copy is that was just begun. */
  Optional<Sibling> newest() throws IOException {
    return stableList().reversed().stream().filter(file -> file.status().size() > 0).findFirst();
  }

  /**
   * Opens the file that came after the one with {@code inode}, last seen modified at {@code
   * modified}: a rotated one, or the one the path names; empty where that cannot be told now.
   */
  Optional<Next> after(long inode, Instant modified) throws IOException {
    Optional<List<Sibling>> before = listIfStable();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    Choice choice = choose(before.get(), inode, modified);
    LogFile file;
    try {
      file = root.open(choice.path());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      return Optional.of(new Next(root.open(path), false, true)); // not to be read, now or ever
    }
    Optional<List<Sibling>> after = listIfStable();
    if (after.isPresent()
        && choose(after.get(), inode, modified).equals(choice)
        && file.status().inode() == choice.inode()) {
      return Optional.of(new Next(file, !choice.path().equals(path), choice.isGap()));
    }
    file.close();
    return Optional.empty();
  }

  private Optional<List<Sibling>> listIfStable() throws IOException {
    try {
      return Optional.of(stableList());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private record Choice(String path, long inode, boolean isGap) {}

  private Choice choose(List<Sibling> siblings, long inode, Instant modified) throws IOException {
    int at = 0;
    while (at < siblings.size() && siblings.get(at).inode() != inode) {
      at++;
    }
    boolean found = at < siblings.size() || inode == NO_FILE;
    List<Sibling> newer =
        found
            ? siblings.subList(inode == NO_FILE ? 0 : at + 1, siblings.size())
            : siblings.stream().filter(s -> s.status().modified().isAfter(modified)).toList();
    OptionalLong current = inodeNow();
    boolean isGap = false;
    for (Sibling sibling : newer) {
      boolean isOther = current.orElse(-1) != sibling.inode() && sibling.status().size() > 0;
      if (isOther && !sibling.isCompressed() && !isCopyOfCurrent(sibling)) {
        return new Choice(sibling.path(), sibling.inode(), isGap || !found);
      }
      isGap |= sibling.isCompressed();
    }
    if (current.isEmpty()) {
      throw new NoSuchFileException(path);
    }
    return new Choice(path, current.getAsLong(), isGap);
  }

  /** Whether a rotated file is a copy of the one the path names, which is about to be truncated. */
  private boolean isCopyOfCurrent(Sibling sibling) throws IOException {
    try (LogFile copy = root.open(sibling.path());
        LogFile current = root.open(path)) {
      long size = copy.size();
      int end = (int) Math.min(size, Limits.OVERLAP_BYTES);
      return current.size() >= size
          && areAlike(copy, current, 0, (int) Math.min(size, Limits.FINGERPRINT_BYTES))
          && areAlike(copy, current, size - end, end);
    } catch (NoSuchFileException e) {
      return false; // nothing the path names, or the second listing will tell
    }
  }

  private static boolean areAlike(LogFile one, LogFile other, long at, int length)
      throws IOException {
    return Arrays.equals(one.bytesAt(at, length), other.bytesAt(at, length));
  }

  private OptionalLong inodeNow() throws IOException {
    try {
      return OptionalLong.of(root.status(path).inode());
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /** Opens the newest copy of a file that was truncated after {@code modified}. */
  Optional<LogFile> copyOf(long inode, Instant modified, ReadSoFar read) throws IOException {
    List<Sibling> siblings = stableList();
    for (Sibling sibling : siblings.reversed()) {
      FileStatus status = sibling.status();
      if (sibling.inode() != inode
          && status.size() >= Math.max(1, read.position())
          && !status.modified().isBefore(modified)
          && !sibling.isCompressed()) {
        Optional<LogFile> file = openIfHolds(sibling, read);
        if (file.isPresent()) {
          return file;
        }
      }
    }
    verify(siblings);
    return Optional.empty();
  }

  private Optional<LogFile> openIfHolds(Sibling sibling, ReadSoFar read) throws IOException {
    LogFile file;
    try {
      file = root.open(sibling.path());
    } catch (NoSuchFileException e) {
      throw e; // renamed meanwhile: look again
    } catch (FileSystemException e) {
      return Optional.empty(); // not to be read
    }
    if (read.isIn(file)) {
      return Optional.of(file);
    }
    file.close();
    return Optional.empty();
  }

  /** Where in {@code siblings} the file is that {@code position} belongs to; -1 if none is. */
  int find(List<Sibling> siblings, LogPosition position) throws IOException {
    Optional<Generation> generation = position.generation();
    int likely = -1;
    for (int i = siblings.size() - 1; generation.isPresent() && i >= 0; i--) {
      Sibling sibling = siblings.get(i);
      boolean tooShort = !sibling.isCompressed() && sibling.status().size() < position.offset();
      if (tooShort) {
        continue;
      }
      boolean sameInode = sibling.inode() == generation.get().inode();
      boolean isEnough = sameInode || isStrong(generation.get());
      if (isEnough && begins(sibling, generation.get())) {
        if (sameInode) {
          return i;
        }
        likely = Math.max(likely, i);
      }
    }
    return likely;
  }

  /**
   * Whether a rotated file is a copy, perhaps one being made this moment, of an open file that was
   * named before it may have been truncated.
   */
  boolean isCopy(Sibling sibling, LogFile open, Generation generation) {
    if (sibling.status().modified().isBefore(open.status().modified())) {
      return false;
    }
    try (ByteSource copy = open(sibling)) {
      byte[] bytes = Generation.firstBytes(copy, generation.length());
      return bytes.length < generation.length()
          ? Arrays.equals(bytes, Generation.firstBytes(open, bytes.length))
          : generation.isBeginningOf(copy);
    } catch (IOException e) {
      return false; // gone meanwhile, or not what its name says
    }
  }

  /** Whether a rotated file is the one a position belongs to. */
  boolean holds(Sibling sibling, LogPosition position) {
    return position.generation().isPresent()
        && (sibling.isCompressed() || sibling.status().size() >= position.offset())
        && begins(sibling, position.generation().get());
  }

  static boolean isStrong(Generation generation) {
    return generation.length() >= Limits.MIN_FINGERPRINT_BYTES;
  }

  private boolean begins(Sibling sibling, Generation generation) {
    try (ByteSource source = open(sibling)) {
      return generation.isBeginningOf(source);
    } catch (IOException e) {
      return false; // gone meanwhile, or not what its name says
    }
  }

  /** The text of a rotated file. */
  ByteSource open(Sibling sibling) throws IOException {
    return TextSource.open(root, sibling.path());
  }
}
