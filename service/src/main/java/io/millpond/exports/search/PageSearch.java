package io.millpond.exports.search;

import io.millpond.exports.LogPage;
import io.millpond.logs.records.Formats;
import io.millpond.logs.records.RecordFilter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One search for a page of what {@link LogSearch} finds, in the same order: what comes first behind
 * a place.
 *
 * <p>A file's records come in the order they lie in it, and the latest time up to each decides
 * where it is among those of other files. So once a file has told one that is too late for the page
 * nothing behind that has to be read, however far out of order its times are; and what is too late
 * is known the better the more was found. How far each file was read is remembered for the next
 * page; where nobody remembers, the files are read again from where the window begins.
 *
 * <p>Memory is bounded by what a page may hold. Nothing is written to the disk.
 */
public final class PageSearch {
  private final List<Searchable> all;
  private final List<PageRun> runs = new ArrayList<>();
  private final List<FileOutcome> unread;
  private final TopRecords top;
  private final Workers.Job job;

  /**
   * What is looked for.
   *
   * @param filter of records; that of events is with what is searched
   * @param limit most records of the page
   * @param after what the page comes behind; empty for the first
   */
  public record Wish(RecordFilter filter, Formats formats, int limit, Optional<Place> after) {}

  private PageSearch(Workers workers, SearchInput input, Wish wish, FileMemory known) {
    this.all = input.inOrder();
    this.unread = input.unread();
    this.top = new TopRecords(wish.limit());
    this.job = workers.job();
    Mark after = wish.after().map(place -> place.in(all)).orElse(Mark.FIRST);
    PageRun.Page page = new PageRun.Page(after, top, job);
    Joints.Shared joints = new Joints.Shared(wish.formats(), job);
    for (int i = 0; i < all.size(); i++) {
      Progress progress = known.of(all.get(i));
      runs.add(
          switch (all.get(i)) {
            case SearchFile file ->
                new PageFile(
                    page,
                    i,
                    new TextFile(file, wish.filter(), wish.formats(), joints.of(file), job),
                    progress);
            case EventSource source ->
                new PageEvents(page, i, source, input.eventFilter(), progress);
          });
    }
  }

  /**
   * Begins to search: first where what comes first may be.
   *
   * @param known what the search for the page before remembers; nothing where nobody does
   */
  public static PageSearch start(Workers workers, SearchInput input, Wish wish, FileMemory known) {
    PageSearch search = new PageSearch(workers, input, wish, known);
    search.runs.stream().sorted(Comparator.comparingLong(PageRun::turn)).forEach(PageRun::begin);
    return search;
  }

  /**
   * Waits until it has ended, not for longer than a while.
   *
   * @return whether it has
   */
  public boolean awaitFor(Duration most) throws IOException, InterruptedException {
    return job.awaitFor(most);
  }

  /** Has it end soon. */
  public void cancel() {
    job.cancel();
  }

  /** Whether it was cancelled, or the workers have stopped: then there is no page. */
  public boolean isCancelled() {
    return job.isCancelled();
  }

  /** Where the last record of the page is, where there are more behind it; when all has ended. */
  public Optional<Place> next() {
    List<Candidate> found = top.inOrder();
    if (!top.isFull() || found.isEmpty()) {
      return Optional.empty();
    }
    Candidate last = found.getLast();
    return Optional.of(Place.of(last, all.get(last.mark().run())));
  }

  /**
   * What was found; when all has ended.
   *
   * @param next how the place of the last record is written
   */
  public LogPage page(Optional<String> next) {
    return new LogPage(
        top.inOrder().stream().map(Candidate::record).toList(),
        next,
        Stream.concat(runs.stream().flatMap(run -> run.failure().stream()), unread.stream())
            .map(failed -> new LogPage.Unread(failed.file(), failed.reason().orElse("")))
            .toList());
  }

  /** How far each file was read; when all has ended. */
  public FileMemory memory() {
    FileMemory memory = new FileMemory();
    for (int i = 0; i < all.size(); i++) {
      memory.add(all.get(i), runs.get(i).progress());
    }
    return memory;
  }
}
