package io.millpond.clusters;

import io.millpond.logs.LogRoot;
import io.millpond.logs.NameSink;
import io.millpond.logs.OutsideRootException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A search for applications by the names of the directories in which they leave files: one without
 * an event log, that no service tells of any more, is known by nothing else. For one thread and one
 * time.
 *
 * <p>Nothing is remembered from one search to the next. To read the names of 150,000 directories
 * takes a quarter of a second of processor time, as long as to look into two thousand of them,
 * which whoever asks does next.
 *
 * <p>A directory that cannot be read takes nothing from the others, and is told.
 */
public final class DirectorySearch {
  /** Ids end in numbers that grow longer: {@code application_1700000000000_10000}. */
  private static final Comparator<String> OLDEST_FIRST =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private static final int NAMES_BETWEEN_LOOKS = 1024;

  private final Predicate<String> wanted;
  private final Instant since;
  private final BooleanSupplier cancelled;
  private final int most;
  private final TreeSet<String> ids = new TreeSet<>(OLDEST_FIRST);
  private int names;
  private boolean isCut;
  private int unread;
  private Optional<IOException> failure = Optional.empty();

  /**
   * @param wanted which ids
   * @param since what was surely not written to later may be left out
   * @param cancelled asked now and then
   */
  public DirectorySearch(Predicate<String> wanted, Instant since, BooleanSupplier cancelled) {
    this(wanted, since, cancelled, Limits.MAX_FOUND_APPLICATIONS);
  }

  DirectorySearch(Predicate<String> wanted, Instant since, BooleanSupplier cancelled, int most) {
    this.wanted = wanted;
    this.since = since;
    this.cancelled = cancelled;
    this.most = most;
  }

  /** Reading of a directory. */
  @FunctionalInterface
  public interface Look {
    void look() throws IOException;
  }

  /**
   * Looks into a directory. One that is gone holds nothing; another that cannot be read counts.
   *
   * @throws InterruptedIOException where the search was cancelled
   */
  public void attempt(Look look) throws InterruptedIOException {
    goOn();
    try {
      look.look();
    } catch (NoSuchFileException | NotDirectoryException | OutsideRootException none) {
      // It holds nothing that could be asked for by its id.
    } catch (InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException failed) {
      failure = failure.or(() -> Optional.of(failed));
      unread++;
    }
  }

  private void goOn() throws InterruptedIOException {
    if (cancelled.getAsBoolean()) {
      throw new InterruptedIOException("cancelled");
    }
  }

  /**
   * Tells the names in a directory.
   *
   * @throws InterruptedIOException where the search was cancelled
   */
  public void names(LogRoot root, String path, NameSink sink) throws InterruptedIOException {
    attempt(() ->
        root.names(
            path,
            name -> {
              if (++names % NAMES_BETWEEN_LOOKS == 0) {
                goOn();
              }
              sink.name(name);
            }));
  }

  /** Whether an id is wanted and was not found before. */
  public boolean wants(String id) {
    return wanted.test(id) && !ids.contains(id);
  }

  /** Adds an id, if it is wanted. */
  public void add(String id) {
    if (wanted.test(id) && ids.add(id) && ids.size() > most) {
      ids.pollFirst();
      isCut = true;
    }
  }

  /** What was surely not written to since then may be left out. */
  public Instant since() {
    return since;
  }

  /** A directory was left out, because there are too many of its kind. */
  public void cut() {
    isCut = true;
  }

  /** What was found, the newest first, as far as ids tell. */
  public List<String> ids() {
    return List.copyOf(ids.descendingSet());
  }

  /** Whether there were more than are kept: those that went are the oldest by their ids. */
  public boolean isCut() {
    return isCut;
  }

  /** How many directories could not be read. */
  public int unread() {
    return unread;
  }

  /** Why the first of them could not; empty where all were read. */
  public Optional<IOException> failure() {
    return failure;
  }
}
