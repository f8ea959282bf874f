package io.millpond.logs.follow;

import io.millpond.logs.ByteSource;
import io.millpond.logs.FileStatus;
import io.millpond.logs.Limits;
import io.millpond.logs.LogFile;
import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
  private static final Pattern NUMBERED = Pattern.compile("\\.([0-9]{1,6})(\\.gz)?");
  private static final Pattern ROTATED = Pattern.compile("[-._]{1,2}[0-9][-._:0-9A-Za-z]*");

  private final LogRoot root;
  private final String path;
  private final String directory;
  private final String name;

  Siblings(LogRoot root, String path) {
    this.root = root;
    this.path = path;
    int slash = path.lastIndexOf('/');
    this.directory = slash < 0 ? "." : path.substring(0, slash);
    this.name = path.substring(slash + 1);
  }

  /** A rotated file; {@code number} 0 where its name has none. */
  record Sibling(FileStatus status, String path, int number) {
    boolean isCompressed() {
      return status.name().endsWith(".gz");
    }

    long inode() {
      return status.inode();
    }
  }

  /**
   * The file that follows another in time.
   *
   * @param isGap whether files between the two may be gone
   */
  record Next(LogFile file, boolean isGap) {}

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
          siblings.add(new Sibling(status, directory + "/" + other, number));
        }
      }
    }
    boolean allNumbered = siblings.stream().allMatch(sibling -> sibling.number() > 0);
    siblings.sort(
        allNumbered
            ? Comparator.comparingInt(Sibling::number).reversed()
            : Comparator.comparing((Sibling sibling) -> sibling.status().modified())
                .thenComparing(sibling -> sibling.status().name()));
    return siblings;
  }

  private List<FileStatus> statuses() throws IOException {
    try {
      return root.list(directory);
    } catch (FileSystemException e) {
      return List.of(); // the directory is gone, or not to be read
    }
  }

  /**
   * Opens the file that came after the one with {@code inode}, last seen modified at {@code
   * modified}: a rotated one, or the one the path names; empty where that cannot be told now.
   */
  Optional<Next> after(long inode, Instant modified) throws IOException {
    Choice choice = choose(inode, modified);
    LogFile file;
    try {
      file = root.open(choice.path());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      return Optional.of(new Next(root.open(path), true)); // not to be read: nor will it ever be
    }
    Choice again = choose(inode, modified);
    if (again.equals(choice) && file.status().inode() == choice.inode()) {
      return Optional.of(new Next(file, choice.isGap()));
    }
    file.close();
    return Optional.empty();
  }

  private record Choice(String path, long inode, boolean isGap) {}

  private Choice choose(long inode, Instant modified) throws IOException {
    List<Sibling> siblings = list();
    int at = 0;
    while (at < siblings.size() && siblings.get(at).inode() != inode) {
      at++;
    }
    boolean found = at < siblings.size();
    List<Sibling> newer =
        found
            ? siblings.subList(at + 1, siblings.size())
            : siblings.stream().filter(s -> s.status().modified().isAfter(modified)).toList();
    long current = root.status(path).inode();
    boolean isGap = false;
    for (Sibling sibling : newer) {
      if (sibling.inode() != current && !sibling.isCompressed()) {
        return new Choice(sibling.path(), sibling.inode(), isGap || !found);
      }
      isGap |= sibling.isCompressed();
    }
    return new Choice(path, current, isGap);
  }

  /** What a file must hold to be a copy of another. */
  interface Likeness {
    boolean isSeenIn(LogFile file) throws IOException;
  }

  /** Opens the newest copy of a file that was truncated after {@code modified}. */
  Optional<LogFile> copyOf(long inode, Instant modified, Likeness likeness, long atLeastBytes)
      throws IOException {
    for (Sibling sibling : list().reversed()) {
      FileStatus status = sibling.status();
      if (sibling.inode() != inode
          && status.size() >= Math.max(1, atLeastBytes)
          && !status.modified().isBefore(modified)
          && !sibling.isCompressed()) {
        Optional<LogFile> file = openIfLike(sibling, likeness);
        if (file.isPresent()) {
          return file;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<LogFile> openIfLike(Sibling sibling, Likeness likeness) throws IOException {
    LogFile file;
    try {
      file = root.open(sibling.path());
    } catch (FileSystemException e) {
      return Optional.empty(); // gone meanwhile, or not to be read
    }
    if (likeness.isSeenIn(file)) {
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
    LogFile file = root.open(sibling.path());
    return sibling.isCompressed() ? new GzipText(file) : file;
  }
}
