package io.millpond.exports.search;

import io.millpond.exports.Room;
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
  private final List<Searched> searches = new ArrayList<>();
  private final List<FileOutcome> unread;

  private LogSearch(Spill spill, Workers.Job job, List<FileOutcome> unread) {
    this.spill = spill;
    this.job = job;
    this.unread = unread;
  }

  /**
   * Begins to search, with as much room as the disk has.
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
    return start(workers, SearchInput.of(files), filter, formats, form, spillFile);
  }

  /** The same with events, which come between records as if they were some. */
  public static LogSearch start(
      Workers workers,
      SearchInput input,
      RecordFilter filter,
      Formats formats,
      Renderer.Form form,
      Path spillFile)
      throws IOException {
    return start(workers, input, filter, formats, form, spillFile, Room.unbounded().of(""));
  }

  /**
   * The same within a bound.
   *
   * @param room for what is put away
   */
  public static LogSearch start(
      Workers workers,
      SearchInput input,
      RecordFilter filter,
      Formats formats,
      Renderer.Form form,
      Path spillFile,
      Room.Share room)
      throws IOException {
    LogSearch search = new LogSearch(Spill.at(spillFile, room), workers.job(), input.unread());
    search.add(input, filter, formats, form);
    search.searches.forEach(Searched::begin);
    return search;
  }

  private void add(SearchInput input, RecordFilter filter, Formats formats, Renderer.Form form) {
    Joints.Shared joints = new Joints.Shared(formats, job);
    for (Searchable one : input.inOrder()) {
      searches.add(
          switch (one) {
            case SearchFile file ->
                new FileSearch(
                    new TextFile(file, filter, formats, joints.of(file), job), form, spill, job);
            case EventSource source ->
                new EventSearch(source, input.eventFilter(), form, spill, job);
          });
    }
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
        Stream.concat(searches.stream().map(Searched::outcome), unread.stream()).toList());
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
    Merge.write(spill, searches.stream().map(Searched::found).toList(), target, job::isCancelled);
  }

  @Override
  public void close() throws IOException {
    job.cancel();
    spill.close();
  }
}
