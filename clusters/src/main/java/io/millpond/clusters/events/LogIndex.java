package io.millpond.clusters.events;

import io.millpond.clusters.Notices;
import java.io.IOException;
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
   */
  void refresh(boolean growth) throws IOException {
    List<Long> now = new ArrayList<>();
    for (EventDirectory directory : directories) {
      look(directory, growth);
      suspects.addAll(directory.takeGrown());
      now.add(directory.listings());
    }
    boolean listed = !now.equals(listings);
    if (!listed && suspects.isEmpty() && view != null) {
      return;
    }
    // Where this fails half way, what was read is kept, and the rest is read next time.
    readChanged(listed);
    listings = now;
    suspects.clear();
    publish();
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

  private void readChanged(boolean listed) throws IOException {
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
    todo.sort(Comparator.comparing(FoundLog::lastWritten).reversed());
    SummaryReaders.read(todo, new Taker());
  }

  /** Makes what has changed known to all. */
  private void publish() {
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

  private void put(FoundLog.Key key, @Nullable Summary summary) {
    if (summary != null) {
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
      return Optional.ofNullable(summaries.get(log.key()));
    }

    @Override
    public void take(FoundLog log, LogFacts facts) {
      put(log.key(), new Summary(log, ofItsName(log, facts)));
    }
  }
}
