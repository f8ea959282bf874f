package io.millpond.clusters.events;

import io.millpond.clusters.Notices;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Summaries of all logs, and which of them are of which application. For one thread at a time.
 *
 * <p>A summary is read once and again where its log has changed. The summaries together take a
 * bounded part of the heap: where there is no more room, the logs written to longest ago are left
 * out.
 */
final class LogIndex {
  private static final int MAX_LOOKS = 3;

  private final Notices notices = new Notices(LogIndex.class);
  private final List<EventDirectory> directories;
  private final long maxBytes;
  private final ConcurrentHashMap<FoundLog.Key, Summary> summaries = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<FoundLog.Key, FoundLog> unfinished = new ConcurrentHashMap<>();

  /** Logs of which no more is known than a glance has told. */
  private final Set<FoundLog.Key> partial = ConcurrentHashMap.newKeySet();

  private final AtomicLong bytes = new AtomicLong();
  private final Set<FoundLog.Key> suspects = new HashSet<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private List<Long> listings = List.of();
  private volatile @Nullable LogView view;

  LogIndex(List<EventDirectory> directories, long maxBytes) {
    this.directories = directories;
    this.maxBytes = maxBytes;
  }

  /**
   * Looks at the directories.
   *
   * @param growth whether to look at running logs that are known, too
   * @param time after which no other log is read; the rest is with the next look
   * @return whether all was read that has changed
   */
  boolean refresh(boolean growth, Duration time) throws IOException {
    long until = System.nanoTime() + time.toNanos();
    List<Long> now = new ArrayList<>();
    for (EventDirectory directory : directories) {
      look(directory, growth);
      suspects.addAll(directory.takeGrown());
      now.add(directory.listings());
    }
    boolean listed = !now.equals(listings);
    if (!listed && suspects.isEmpty() && view != null) {
      return true;
    }
    // Where this fails half way, what was read is kept, and the rest is read next time.
    boolean all = readChanged(listed, until);
    if (all) {
      listings = now;
      suspects.clear();
    }
    publish();
    return all;
  }

  private void look(EventDirectory directory, boolean growth) throws IOException {
    for (int look = 0; look < MAX_LOOKS; look++) {
      directory.lookForNames();
      List<FoundLog> running = directory.running();
      if (!growth) {
        running.removeIf(log -> isKnown(log.key()));
      }
      directory.lookAgain(running);
      if (!directory.isIncomplete()) {
        return;
      }
    }
  }

  /** Lists the directories anew before anything is told of them again. */
  void distrust() {
    directories.forEach(EventDirectory::distrust);
  }

  /** Whether the log is known to be of an application. */
  private boolean isKnown(FoundLog.Key key) {
    Summary summary = summaries.get(key);
    return summary != null && summary.facts().start().isPresent();
  }

  private boolean readChanged(boolean listed, long untilNanos) throws IOException {
    Map<FoundLog.Key, FoundLog> found = new HashMap<>();
    for (EventDirectory directory : directories) {
      Map<FoundLog.Key, FoundLog> logs = directory.logs();
      if (listed) {
        found.putAll(logs);
      } else {
        suspects.stream().filter(logs::containsKey).forEach(key -> found.put(key, logs.get(key)));
      }
    }
    if (listed) {
      List<FoundLog.Key> gone = new ArrayList<>(summaries.keySet());
      gone.removeAll(found.keySet());
      gone.forEach(key -> put(key, null));
    }
    boolean room = bytes.get() < maxBytes - maxBytes / 8;
    List<FoundLog> todo = new ArrayList<>();
    for (FoundLog log : found.values()) {
      Summary known = summaries.get(log.key());
      boolean leftOut = known != null && known.facts().equals(LogFacts.LEFT_OUT);
      if (known == null || (leftOut ? room : !known.log().sameAs(log))) {
        todo.add(log);
      }
    }
    // Who writes to his logs again and again does not keep others from becoming known.
    todo.sort(
        Comparator.comparing((FoundLog log) -> summaries.containsKey(log.key()))
            .thenComparing(FoundLog::lastWritten, Comparator.reverseOrder()));
    return SummaryReaders.read(todo, new Taker(), untilNanos);
  }

  /** Makes what has changed known to all. */
  void publish() {
    LogView before = view;
    changed.remove("");
    if (before == null || !changed.isEmpty()) {
      view =
          (before == null ? LogView.EMPTY : before)
              .next(summaries.values(), changed, this::ignored);
      changed.clear();
    }
  }

  private void ignored(Summary log, Summary counted) {
    notices.warn(
        "event log {} of {} tells of an application of {}, it does not count",
        log.log().name().text(),
        log.log().status().owner(),
        counted.log().status().owner());
  }

  /** What a log says of an application that its name is not of does not count. */
  private LogFacts ofItsName(FoundLog log, LogFacts facts) {
    if (facts.start().isEmpty() || log.name().isOf(facts.start().get().id())) {
      return facts;
    }
    notices.warn("event log {} tells of another application, it does not count", log.name().text());
    return LogFacts.NONE;
  }

  /** The summaries as they are now; empty where they have never been read. For any thread. */
  Optional<LogView> view() {
    return Optional.ofNullable(view);
  }

  /** Takes over the end from a log that was read whole, where its summary does not have it. */
  void learn(Summary whole) {
    Summary known = summaries.get(whole.log().key());
    if (known != null
        && known.facts().start().isPresent()
        && whole.facts().start().isPresent()
        && whole.facts().end().isPresent()
        && !whole.facts().end().equals(known.facts().end())
        && known.log().sameAs(whole.log().ends())) {
      put(known.log().key(), new Summary(known.log(), known.facts().withEnd(whole.facts().end())));
      publish();
    }
  }

  /** The logs that may tell more than they did at a glance, those written to last first. */
  List<FoundLog> takeUnfinished() {
    List<FoundLog> logs = new ArrayList<>(unfinished.values());
    unfinished.clear();
    logs.sort(Comparator.comparing(FoundLog::lastWritten).reversed());
    return logs;
  }

  /**
   * Takes over what a log tells that was read thoroughly, unless it is another one since; {@link
   * #publish} makes it known.
   */
  void finish(FoundLog log, LogFacts facts) {
    Summary known = summaries.get(log.key());
    Summary read = new Summary(log, ofItsName(log, facts));
    if (known == null) {
      return;
    }
    if (known.log().sameAs(log)) {
      partial.remove(log.key());
      put(log.key(), read);
    } else if (read.isBeginningOf(known.log())) {
      partial.remove(log.key());
      put(log.key(), new Summary(known.log(), read.facts().withEnd(known.facts().end())));
    }
  }

  private void put(FoundLog.Key key, @Nullable Summary summary) {
    if (summary == null) {
      partial.remove(key);
    } else {
      changed.add(summary.id());
    }
    Summary before = summary == null ? summaries.remove(key) : summaries.put(key, summary);
    if (before != null) {
      changed.add(before.id());
    }
    bytes.addAndGet(
        (summary == null ? 0 : summary.weightBytes())
            - (before == null ? 0 : before.weightBytes()));
  }

  private final class Taker implements SummaryReaders.Taker {
    @Override
    public boolean hasRoom() {
      return bytes.get() < maxBytes;
    }

    @Override
    public Optional<Summary> known(FoundLog log) {
      return Optional.ofNullable(summaries.get(log.key()))
          .filter(any -> !partial.contains(log.key()));
    }

    @Override
    public void take(FoundLog log, LogFacts facts, boolean more) {
      if (more) {
        unfinished.put(log.key(), log);
        partial.add(log.key());
      } else {
        unfinished.remove(log.key());
        partial.remove(log.key());
      }
      put(log.key(), new Summary(log, ofItsName(log, facts)));
    }
  }
}
