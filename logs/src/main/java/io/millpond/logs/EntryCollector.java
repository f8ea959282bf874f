package io.millpond.logs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;

/** Takes the entries of a directory while it is read. For one thread. */
abstract class EntryCollector {
  private int names;

  /** Takes all of them, or fails. */
  static EntryCollector all() {
    return new All();
  }

  /** Takes those that are chosen. */
  static EntryCollector of(EntryChoice choice) {
    return new Chosen(choice);
  }

  /** Takes names alone: nothing is asked of what they name. */
  static EntryCollector names(NameSink sink) {
    return new Names(sink);
  }

  /**
   * Whether an entry is wanted, and {@link #add} to be called with it.
   *
   * @throws DirectoryTooLargeException where there are more than can be
   */
  final boolean wants(String name, RelativePath directory) throws IOException {
    if (++names > mostNames()) {
      throw new DirectoryTooLargeException(directory.text(), mostNames());
    }
    return isWanted(name);
  }

  abstract int mostNames();

  abstract boolean isWanted(String name) throws IOException;

  abstract void add(FileStatus entry);

  /** In any order. */
  abstract Collection<FileStatus> entries();

  /** How many were wanted and not kept. */
  abstract long leftOut();

  private static final class All extends EntryCollector {
    private final List<FileStatus> found = new ArrayList<>();

    @Override
    int mostNames() {
      return Limits.MAX_DIRECTORY_ENTRIES;
    }

    @Override
    boolean isWanted(String name) {
      return true;
    }

    @Override
    void add(FileStatus entry) {
      found.add(entry);
    }

    @Override
    Collection<FileStatus> entries() {
      return found;
    }

    @Override
    long leftOut() {
      return 0;
    }
  }

  private static final class Chosen extends EntryCollector {
    private final EntryChoice choice;

    /** The one that goes first when there are too many is at its head. */
    private final PriorityQueue<FileStatus> best;

    private long leftOut;

    Chosen(EntryChoice choice) {
      this.choice = choice;
      this.best =
          new PriorityQueue<>(choice.order().thenComparing(LogRoot::compareNames).reversed());
    }

    @Override
    int mostNames() {
      return Limits.MAX_DIRECTORY_NAMES;
    }

    @Override
    boolean isWanted(String name) {
      return choice.wanted().test(name);
    }

    @Override
    void add(FileStatus entry) {
      best.add(entry);
      if (best.size() > choice.most()) {
        best.remove();
        leftOut++;
      }
    }

    @Override
    Collection<FileStatus> entries() {
      return best;
    }

    @Override
    long leftOut() {
      return leftOut;
    }
  }

  private static final class Names extends EntryCollector {
    private final NameSink sink;

    Names(NameSink sink) {
      this.sink = sink;
    }

    @Override
    int mostNames() {
      return Limits.MAX_DIRECTORY_NAMES;
    }

    @Override
    boolean isWanted(String name) throws IOException {
      sink.name(name);
      return false;
    }

    @Override
    void add(FileStatus entry) {
      throw new IllegalStateException("none was wanted");
    }

    @Override
    Collection<FileStatus> entries() {
      return List.of();
    }

    @Override
    long leftOut() {
      return 0;
    }
  }
}
