package io.millpond.exports.paging;

import io.millpond.exports.Limits;
import io.millpond.exports.LogPage;
import io.millpond.exports.LogQuery;
import io.millpond.exports.LogSearches;
import io.millpond.exports.Refusal;
import io.millpond.exports.making.ExportSources;
import io.millpond.exports.making.Finding;
import io.millpond.exports.search.FileMemory;
import io.millpond.exports.search.PageSearch;
import io.millpond.exports.search.Place;
import io.millpond.exports.search.SearchInput;
import io.millpond.exports.search.Workers;
import io.millpond.exports.sources.Wanted;
import io.millpond.logs.records.Formats;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Searches through the files as they are. Nothing is kept but how far files were read, and that may
 * be forgotten. Their threads are begun with the first search.
 */
public final class PagedSearches implements LogSearches, AutoCloseable {
  private final ExportSources sources;
  private final Formats formats;
  private final Duration slow;
  private final Duration timeout;
  private final Turns turns = new Turns();
  private final Memories memories = new Memories();
  private boolean closed;
  private @Nullable Workers workers;

  public PagedSearches(ExportSources sources, Formats formats) {
    this(sources, formats, Limits.SLOW_SEARCH, Limits.SEARCH_TIMEOUT);
  }

  PagedSearches(ExportSources sources, Formats formats, Duration slow, Duration timeout) {
    this.sources = sources;
    this.formats = formats;
    this.slow = slow;
    this.timeout = timeout;
  }

  @Override
  public LogPage search(LogQuery query, Consumer<Runnable> whenSlow)
      throws Refusal, IOException, InterruptedException {
    Optional<Place> after = Optional.empty();
    FileMemory known = new FileMemory();
    if (query.after().isPresent()) {
      after = PlaceText.read(query.after().get());
      if (after.isEmpty()) {
        throw new Refusal(Refusal.Reason.NO_PLACE);
      }
      known = memories.of(key(query, query.after().get()));
    }
    turns.take(query.caller());
    try {
      return search(query, after, known, whenSlow);
    } finally {
      turns.done(query.caller());
    }
  }

  private static Memories.Key key(LogQuery query, String place) {
    return new Memories.Key(query.cluster(), query.request(), place);
  }

  private LogPage search(
      LogQuery query, Optional<Place> after, FileMemory known, Consumer<Runnable> whenSlow)
      throws Refusal, IOException, InterruptedException {
    Patience patience = new Patience(slow, timeout, whenSlow);
    Optional<SearchInput> input = list(query, patience);
    if (input.isEmpty()) {
      throw new Refusal(Refusal.Reason.UNKNOWN_CLUSTER);
    }
    PageSearch.Wish wish =
        new PageSearch.Wish(new Wanted(query.request()).records(), formats, query.limit(), after);
    PageSearch search = PageSearch.start(running(), input.get(), wish, known);
    try {
      patience.await(search::awaitFor, search::cancel);
      if (search.isCancelled()) {
        throw new IOException("the service is stopping");
      }
    } finally {
      search.cancel();
    }
    Optional<String> next = search.next().map(PlaceText::write);
    next.ifPresent(place -> memories.add(key(query, place), search.memory()));
    return search.page(next);
  }

  /** What takes too long is left behind; what it finds out is known to the next one. */
  private Optional<SearchInput> list(LogQuery query, Patience patience)
      throws Refusal, IOException, InterruptedException {
    AtomicBoolean isLeft = new AtomicBoolean();
    Finding finding =
        Finding.start(() -> sources.of(query.cluster(), query.request(), isLeft::get));
    try {
      patience.await(finding::awaitFor, finding::cancel);
      return finding.await();
    } finally {
      isLeft.set(true);
      finding.cancel();
    }
  }

  private synchronized Workers running() throws IOException {
    if (closed) {
      throw new IOException("the service is stopping");
    }
    if (workers == null) {
      workers = Workers.start(Runtime.getRuntime().availableProcessors());
    }
    return workers;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (workers != null) {
      workers.close();
    }
  }
}
