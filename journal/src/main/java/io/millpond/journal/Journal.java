package io.millpond.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A set of journal files read as one journal: those below some directories, or some given ones.
 * Safe for use by many threads, and meant to be shared by all of them; each reads with its own
 * {@link JournalReader}.
 *
 * <p>Files come and go while it is open: journald rotates (renames and begins a new file) and
 * vacuums (deletes). A file is known by its inode, which a rename does not change and which cannot
 * be used again while we have it mapped. A file that is gone is let go as soon as no reader stands
 * in it.
 *
 * <p>What cannot be opened or is broken is told by {@link #damages}, never thrown.
 */
public final class Journal implements Closeable {
  /** How old the list of files may be when a reader is made. */
  private static final Duration STALE_AFTER = Duration.ofMillis(250);

  private final JournalSearch search;
  private final DamageLog damages = new DamageLog();
  private final CacheBudget budget = new CacheBudget(Limits.MAX_CACHE_BYTES);
  private final JournalWatch watch = new JournalWatch(this);

  /** By identity, the files that are open; guarded by this, as a whole refresh is. */
  private final Map<Object, JournalFile> open = new HashMap<>();

  /** What the last look at the directories showed; guarded by this. */
  private Set<Place> places = Set.of();

  /** By identity, how the files looked that could not be opened; guarded by this. */
  private final Map<Object, FoundFile> refused = new HashMap<>();

  /** Guards unmapping against looking at the headers of all files. */
  private final Object mapsLock = new Object();

  private volatile FileSet files = new FileSet(0, List.of());
  private volatile long refreshedAtNanos;
  private volatile boolean closed;

  private Journal(JournalSearch search) {
    this.search = search;
    refresh();
  }

  /**
   * The journal in some directories: every {@code *.journal} and {@code *.journal~} file in or
   * below them. A directory may be missing, or empty, and be filled later.
   */
  public static Journal open(List<Path> directories) {
    return new Journal(new JournalSearch(List.copyOf(directories), List.of()));
  }

  /** The journal in some files. */
  public static Journal ofFiles(List<Path> files) {
    return new Journal(new JournalSearch(List.of(), List.copyOf(files)));
  }

  /**
   * A new reader, before the first entry. Give it back by closing it.
   *
   * @throws IllegalStateException when this journal is closed
   */
  public JournalReader newReader(JournalFilter filter) {
    if (closed) {
      throw new IllegalStateException("journal is closed");
    }
    if (System.nanoTime() - refreshedAtNanos > STALE_AFTER.toNanos() || pulse().rotated()) {
      refresh();
    }
    return new JournalReader(this, filter);
  }

  /** What is known to be damaged so far; reading finds more. */
  public List<Damage> damages() {
    return damages.list();
  }

  /** The names of the open files. */
  public List<String> fileNames() {
    return files.files().stream().map(JournalFile::name).toList();
  }

  /** How to wait for new entries. */
  public JournalWatch watch() {
    return watch;
  }

  /**
   * A number that is another one whenever there may be something new; see {@link
   * JournalWatch#await}.
   */
  public long version() {
    return watch.version();
  }

  FileSet fileSet() {
    return files;
  }

  long refreshedAtNanos() {
    return refreshedAtNanos;
  }

  /**
   * What a glance at the headers shows.
   *
   * @param entries sum of the entry counts of all files
   * @param generation of the set of files
   * @param rotated whether a file was archived since the set was put together
   */
  record Pulse(long entries, long generation, boolean rotated) {}

  Pulse pulse() {
    synchronized (mapsLock) {
      FileSet set = files;
      List<JournalFile> all = set.files();
      long entries = 0;
      boolean rotated = false;
      int at = 0;
      while (at < all.size()) {
        // Around the loop, not in it: the fault of a map that shrank may show when the file has
        // been
        // looked at already.
        try {
          for (int next = at; next < all.size(); next++) {
            at = next;
            if (all.get(at).isLive()) {
              entries += all.get(at).entries();
              rotated |= all.get(at).state() == Layout.STATE_ARCHIVED;
            }
          }
        } catch (InternalError fault) {
          all.get(at).vanished();
        }
        at++;
      }
      return new Pulse(entries, set.generation(), rotated);
    }
  }

  /** Where a file is. */
  private record Place(Object identity, Path path) {
    static Set<Place> all(List<FoundFile> files) {
      return files.stream()
          .map(file -> new Place(file.identity(), file.path()))
          .collect(Collectors.toSet());
    }
  }

  /**
   * Looks for files that are new, renamed or gone. A file that is renamed meanwhile may be missed
   * under both of its names, or another be opened under the old one; a reader would then go on in
   * the file after it, and leave its entries out. So what is not as it was is looked at again,
   * until it stays as it is.
   */
  public synchronized void refresh() {
    if (closed) {
      throw new IllegalStateException("journal is closed");
    }
    boolean taken = false;
    for (int looks = 1; !taken; looks++) {
      List<FoundFile> found = search.find(damages);
      Set<Place> before = places;
      places = Place.all(found);
      boolean isLast = looks == Limits.MAX_LOOKS;
      taken = (isLast || places.equals(before)) && take(found, isLast);
    }
    refreshedAtNanos = System.nanoTime();
  }

  /**
   * Makes what was found the set of files.
   *
   * @param evenIfMoved whether to do so though a file was moved meanwhile
   * @return false when it was not done
   */
  private boolean take(List<FoundFile> all, boolean evenIfMoved) {
    List<JournalFile> now = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    boolean moved = false;
    for (FoundFile found : all) {
      if (!seen.add(found.identity())) {
        continue;
      }
      JournalFile file = open.get(found.identity());
      if (file != null && file.isGone()) {
        open.remove(found.identity());
        letGo(List.of(file));
        file = null;
      }
      if (file == null && !found.equals(refused.get(found.identity()))) {
        file = tryOpen(found);
        if (!found.isStillThere()) {
          // What was opened, or could not be, was another file.
          forget(found, file);
          file = null;
          moved = true;
        }
      }
      if (file != null) {
        open.put(found.identity(), file);
        file.rename(found.name());
        noteState(file);
        now.add(file);
      }
    }
    if (moved && !evenIfMoved) {
      return false;
    }
    refused.keySet().retainAll(seen);
    replace(now, seen);
    return true;
  }

  private void forget(FoundFile found, @Nullable JournalFile opened) {
    refused.remove(found.identity());
    damages.forget(found.name());
    if (opened != null) {
      opened.close();
    }
  }

  private static void noteState(JournalFile file) {
    try {
      file.noteState();
    } catch (InternalError fault) {
      file.vanished();
    }
  }

  private void replace(List<JournalFile> now, Set<Object> seen) {
    List<JournalFile> gone = new ArrayList<>();
    open.entrySet()
        .removeIf(entry -> {
          boolean remove = !seen.contains(entry.getKey());
          if (remove) {
            gone.add(entry.getValue());
          }
          return remove;
        });
    synchronized (mapsLock) {
      if (!now.equals(files.files())) {
        files = new FileSet(files.generation() + 1, List.copyOf(now));
      }
      letGo(gone);
    }
  }

  private void letGo(List<JournalFile> gone) {
    synchronized (mapsLock) {
      for (JournalFile file : gone) {
        damages.forget(file.name());
        file.close();
      }
    }
  }

  private @Nullable JournalFile tryOpen(FoundFile found) {
    if (open.size() >= Limits.MAX_FILES) {
      damages.add(found.name(), "left out: more than " + Limits.MAX_FILES + " files");
      return null;
    }
    String why;
    damages.forget(found.name());
    try {
      JournalFile file = JournalFile.open(found.path(), damages, budget);
      refused.remove(found.identity());
      return file;
    } catch (DamagedException broken) {
      why = String.valueOf(broken.getMessage());
    } catch (IOException unreadable) {
      why = "cannot be opened: " + unreadable.getClass().getSimpleName();
    } catch (InternalError fault) {
      why = "a part of the file vanished";
    }
    damages.add(found.name(), why);
    refused.put(found.identity(), found);
    return null;
  }

  /**
   * Stops watching and lets go of the files; readers that are still open keep theirs until they are
   * closed.
   */
  @Override
  public void close() {
    watch.stop();
    synchronized (this) {
      if (!closed) {
        closed = true;
        replace(List.of(), Set.of());
      }
    }
  }
}
