package io.millpond.exports.search;

import io.millpond.logs.records.Formats;
import io.millpond.logs.records.RecordFilter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One search over many files: each is searched by itself, several at once, and what is found is put
 * away; then all of it is put together in the order of time.
 *
 * <p>However many files there are, as many are open at once as there are {@link Workers}. What was
 * found lies on the disk, once more than in the result, until this is closed.
 */
public final class LogSearch implements Closeable {
  private final Spill spill;
  private final Workers.Job job;
  private final List<FileSearch> searches = new ArrayList<>();
  private final List<EventSearch> eventSearches = new ArrayList<>();

  private LogSearch(Spill spill, Workers.Job job) {
    this.spill = spill;
    this.job = job;
  }

  /**
   * Begins to search.
   *
   * @param files in any order
   * @param spillFile where what is found is put away; must not be there yet, and is not after
   */
  public static LogSearch start(
      Workers workers,
      List<SearchFile> files,
      RecordFilter filter,
      Formats formats,
      Renderer.Form form,
      Path spillFile)
      throws IOException {
    return start(workers, files, filter, List.of(), EventFilter.ALL, formats, form, spillFile);
  }

  /**
   * Begins to search files and events; events come after records of the same time.
   *
   * @param files in any order
   * @param spillFile where what is found is put away; must not be there yet, and is not after
   */
  public static LogSearch start(
      Workers workers,
      List<SearchFile> files,
      RecordFilter filter,
      List<EventSource> events,
      EventFilter eventFilter,
      Formats formats,
      Renderer.Form form,
      Path spillFile)
      throws IOException {
    LogSearch search = new LogSearch(Spill.at(spillFile), workers.job());
    for (SearchFile file : files.stream().sorted().toList()) {
      search.searches.add(new FileSearch(file, filter, formats, form, search.spill, search.job));
    }
    for (EventSource source : events) {
      search.eventSearches.add(
          new EventSearch(source, eventFilter, form, search.spill, search.job));
    }
    search.searches.forEach(FileSearch::begin);
    search.eventSearches.forEach(EventSearch::begin);
    return search;
  }

  /**
   * Waits until all files were searched.
   *
   * @throws IOException where there was nowhere to write what was found
   * @throws InterruptedException where the caller was interrupted
   */
  public Receipt await() throws IOException, InterruptedException {
    job.await();
    return Receipt.of(
        Stream.concat(
                searches.stream().map(FileSearch::outcome),
                eventSearches.stream().map(EventSearch::outcome))
            .toList());
  }

  /** Has it end soon; {@link #await} then returns what was read so far. */
  public void cancel() {
    job.cancel();
  }

  /** Whether it was cancelled, or the workers have stopped. */
  public boolean isCancelled() {
    return job.isCancelled();
  }

  /** Writes what was found, in the order of time; after {@link #await}. */
  public void write(OutputStream target) throws IOException {
    List<List<Spill.Extent>> runs =
        Stream.concat(
                searches.stream().map(FileSearch::found),
                eventSearches.stream().map(EventSearch::found))
            .toList();
    Merge.write(spill, runs, target, job::isCancelled);
  }

  @Override
  public void close() throws IOException {
    job.cancel();
    spill.close();
  }
}
