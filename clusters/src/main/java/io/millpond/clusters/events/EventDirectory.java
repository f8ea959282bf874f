package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.clusters.Notices;
import io.millpond.logs.EntryChoice;
import io.millpond.logs.FileStatus;
import io.millpond.logs.Listing;
import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The logs in one directory. For one thread at a time.
 *
 * <p>Listing it costs a system call for each file, and several for each rolled log. So it is listed
 * only where its own time of modification says that names have come or gone; else only the logs of
 * running applications are looked at, one by one, for nothing else can have changed. A time that is
 * not yet past for sure proves nothing, and every half minute the directory is listed anyway:
 * somebody may have overwritten a log in place.
 *
 * <p>Where thousands of applications a minute come and go, each caller would list thousands of
 * files. So after a listing of many there is none for a while.
 */
final class EventDirectory {
  private final Notices notices = new Notices(EventDirectory.class);
  private final EntryChoice newest;
  private final LogRoot root;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  private Map<FoundLog.Key, FoundLog> logs = new HashMap<>();
  private List<FoundLog.Key> inProgress = List.of();
  private final Set<FoundLog.Key> grown = new HashSet<>();
  private Optional<FileStatus> listed = Optional.empty();
  private boolean settled;
  private boolean incomplete;
  private boolean thorough;
  private long thoroughNanos;
  private long listedNanos;
  private long pauseNanos;
  private long listings;
  private long leftOut;

  EventDirectory(LogRoot root) {
    this(root, InstantSource.system(), System::nanoTime, Limits.MAX_EVENT_LOGS);
  }

  EventDirectory(LogRoot root, InstantSource clock, LongSupplier nanoTime, int maxLogs) {
    this.newest = EntryChoice.newest(LogName::mayBe, maxLogs);
    this.root = root;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** The logs as they were found last, of their parts the first and the last. To be read only. */
  Map<FoundLog.Key, FoundLog> logs() {
    return logs;
  }

  /** How many times it was listed. */
  long listings() {
    return listings;
  }

  /** The running logs that were written to, as seen since this was last asked for. */
  Set<FoundLog.Key> takeGrown() {
    Set<FoundLog.Key> taken = Set.copyOf(grown);
    grown.clear();
    return taken;
  }

  /** Finds logs that have come, gone or got another name. Tells nothing of growth by itself. */
  void lookForNames() throws IOException {
    FileStatus now = root.status("");
    if (!mustList(now)) {
      return;
    }
    long before = nanoTime.getAsLong();
    thorough = listed.isEmpty() || before - thoroughNanos >= Limits.MAX_LISTING_AGE.toNanos();
    thoroughNanos = thorough ? before : thoroughNanos;
    for (int i = 0; i < Limits.MAX_LISTINGS; i++) {
      settled = isSettled(now);
      logs = list(now.owner());
      incomplete = false;
      inProgress = logs.values().stream().filter(FoundLog::inProgress).map(FoundLog::key).toList();
      FileStatus after = root.status("");
      boolean quiet = isSame(now, after);
      // A file that was renamed while the directory was read may have shown neither name.
      listed = Optional.of(now);
      now = after;
      if (quiet) {
        break;
      }
    }
    listings++;
    listedNanos = nanoTime.getAsLong();
    long count = logs.size() + leftOut;
    boolean few = count <= Limits.FEW_EVENT_LOGS;
    pauseNanos = few ? 0 : Limits.LISTING_PAUSE_PER_LOG.toNanos() * count;
  }

  private boolean mustList(FileStatus now) {
    if (listed.isEmpty() || incomplete) {
      return true;
    }
    long age = nanoTime.getAsLong() - listedNanos;
    if (age < pauseNanos) {
      return false;
    }
    return !settled || !isSame(listed.get(), now) || age >= Limits.MAX_LISTING_AGE.toNanos();
  }

  private static boolean isSame(FileStatus one, FileStatus other) {
    return one.modified().equals(other.modified()) && one.inode() == other.inode();
  }

  /** Whether any further change would show in the time of modification. */
  private boolean isSettled(FileStatus directory) {
    return directory.modified().isBefore(clock.instant().minus(Limits.NAMES_SETTLE));
  }

  private boolean isSilent(FoundLog log) {
    return log.lastWritten().isBefore(clock.instant().minus(Limits.SILENT_LOG));
  }

  private Map<FoundLog.Key, FoundLog> list(String keeper) throws IOException {
    Map<FoundLog.Key, FoundLog> found = new HashMap<>();
    for (FileStatus status : entries()) {
      Optional<LogName> name = LogName.of(status);
      if (name.isPresent()) {
        find(name.get(), keeper, status)
            .ifPresent(log -> found.merge(log.key(), log, this::betterOf));
      }
    }
    return found;
  }

  /** The newest logs, where there are more than can be; never none because of that. */
  private List<FileStatus> entries() throws IOException {
    Listing listing = root.list("", newest);
    leftOut = listing.leftOut();
    if (leftOut > 0) {
      notices.warn(
          "an event log directory has more than {} logs, the older ones are left out",
          newest.most());
    }
    return listing.entries();
  }

  private FoundLog betterOf(FoundLog one, FoundLog other) {
    FoundLog better = one.isBetterThan(other) ? one : other;
    if (!one.isOfSameOwnerAs(other)) {
      notices.warn(
          "event log {} of {} does not count, {} of {} does",
          better.equals(one) ? other.name().text() : one.name().text(),
          better.equals(one) ? other.status().owner() : one.status().owner(),
          better.name().text(),
          better.status().owner());
    }
    return better;
  }

  private Optional<FoundLog> find(LogName name, String keeper, FileStatus status)
      throws IOException {
    if (!name.rolling()) {
      return Optional.of(FoundLog.single(root, name, keeper, status));
    }
    FoundLog known = logs.get(new FoundLog.Key(root, name.base(), true));
    if (known != null
        && isSame(known.status(), status)
        && isSettled(status)
        && (!known.inProgress() || (isSilent(known) && !thorough))) {
      return Optional.of(known);
    }
    try {
      return Optional.of(FoundLog.rolled(root, name, keeper, status).ends());
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException none) {
      return Optional.empty();
    } catch (FileSystemException unreadable) {
      notices.warn("event log {} cannot be read: {}", name.text(), unreadable.toString());
      return Optional.empty();
    }
  }

  /**
   * Whether a log had another name, or none, when it was looked at: {@link #lookForNames} tells.
   */
  boolean isIncomplete() {
    return incomplete;
  }

  /** Something that was found there has gone since. */
  void distrust() {
    incomplete = true;
  }

  /** Looks at the running logs among these for growth. */
  void lookAgain(List<FoundLog> running) throws IOException {
    for (FoundLog log : running) {
      try {
        FoundLog now = log.again().ends();
        if (!now.sameAs(log)) {
          logs.put(now.key(), now);
          grown.add(now.key());
        }
      } catch (NoSuchFileException | NotDirectoryException gone) {
        // Has ended, most likely: it has another name now.
        incomplete = true;
      } catch (FileSystemException unreadable) {
        // Stays as it was.
      }
    }
  }

  /** The logs whose applications are told to run; of those silent for long none. */
  List<FoundLog> running() {
    List<FoundLog> running = new ArrayList<>();
    for (FoundLog.Key key : inProgress) {
      FoundLog log = logs.get(key);
      if (log != null && !isSilent(log)) {
        running.add(log);
      }
    }
    return running;
  }
}
