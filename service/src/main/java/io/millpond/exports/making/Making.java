package io.millpond.exports.making;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.ContentType;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Room;
import io.millpond.exports.search.LogSearch;
import io.millpond.exports.search.Receipt;
import io.millpond.exports.search.Renderer;
import io.millpond.exports.search.SearchInput;
import io.millpond.exports.search.Workers;
import io.millpond.exports.sources.Wanted;
import io.millpond.logs.records.Formats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The making of one export's file. */
public final class Making {
  private static final Logger log = LoggerFactory.getLogger(Making.class);

  /**
   * What all exports are made with.
   *
   * @param workers that search
   * @param formats by which records are known
   */
  public record Tools(Workers workers, ExportSources sources, Formats formats) {}

  /**
   * What is to be made.
   *
   * @param clusterName for people
   */
  public record Order(ClusterRef cluster, String clusterName, ExportRequest request) {}

  private final Tools tools;
  private final Order order;

  /** Guarded by this. */
  private @Nullable LogSearch search;

  /** Guarded by this. */
  private @Nullable Finding finding;

  private volatile boolean cancelled;

  public Making(Tools tools, Order order) {
    this.tools = tools;
    this.order = order;
  }

  /** Has it end soon, without a file; at any time, also before it began. */
  public synchronized void cancel() {
    cancelled = true;
    if (finding != null) {
      finding.cancel();
    }
    if (search != null) {
      search.cancel();
    }
  }

  /** Whether it was cancelled. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Makes the file.
   *
   * @param file where it is written; may be there, in part or whole, however this ends
   * @param spillFile a name for what is put away meanwhile
   * @param room for both
   * @return empty where it was cancelled, or the service stops
   */
  public Optional<Made> make(Path file, Path spillFile, Room.Share room)
      throws ExportFailure, InterruptedException {
    Optional<SearchInput> input = find();
    if (input.isEmpty() || cancelled) {
      return Optional.empty();
    }
    try (LogSearch begun = begin(input.get(), spillFile, room)) {
      Receipt receipt = begun.await();
      if (begun.isCancelled()) {
        return Optional.empty();
      }
      Notes notes = Notes.of(order.request().form());
      try (ExportOutput output = new ExportOutput(file, order.request().form(), room)) {
        output.line(notes.first(order));
        begun.write(output.stream());
        if (begun.isCancelled()) {
          return Optional.empty();
        }
        notes.end(order.request(), receipt, output);
        output.finish();
        return Optional.of(
            new Made(
                output.bytes(), output.md5(), ReceiptJson.of(receipt), Comments.words(receipt)));
      }
    } catch (IOException failure) {
      if (cancelled) {
        return Optional.empty();
      }
      throw unwritable(failure);
    } finally {
      synchronized (this) {
        search = null;
      }
    }
  }

  private static ExportFailure unwritable(IOException failure) {
    Throwable cause = failure instanceof Room.Full ? failure : failure.getCause();
    if (cause instanceof Room.Full full) {
      return ExportFailure.tooLarge(full);
    }
    log.error("an export could not be written", failure);
    return ExportFailure.unwritable();
  }

  /** Empty where it was cancelled. */
  private Optional<SearchInput> find() throws ExportFailure, InterruptedException {
    Finding begun;
    synchronized (this) {
      if (cancelled) {
        return Optional.empty();
      }
      begun =
          Finding.start(
              () -> tools.sources().of(order.cluster(), order.request(), this::isCancelled));
      finding = begun;
    }
    try {
      return Optional.of(
          begun
              .await()
              .orElseThrow(() ->
                  new ExportFailure(
                      "NotAuthorizedOrNotFound", "The cluster is no longer configured.")));
    } catch (CancellationException itWas) {
      return Optional.empty();
    } catch (IOException failure) {
      if (cancelled) {
        return Optional.empty();
      }
      log.error("the logs of a cluster could not be listed", failure);
      throw ExportFailure.internal("The logs of the cluster could not be listed.");
    } finally {
      synchronized (this) {
        finding = null;
      }
    }
  }

  static boolean namesNothing(ExportRequest request) {
    return Arrays.stream(ContentType.values())
        .noneMatch(type -> type.isNamedBy(request.logContentTypeContains()));
  }

  private LogSearch begin(SearchInput input, Path spillFile, Room.Share room) throws IOException {
    LogSearch begun =
        LogSearch.start(
            tools.workers(),
            input,
            new Wanted(order.request()).records(),
            tools.formats(),
            order.request().form() == ExportRequest.Form.JSON_LINES
                ? Renderer.Form.JSON_LINES
                : Renderer.Form.TEXT,
            spillFile,
            room);
    synchronized (this) {
      search = begun;
      if (cancelled) {
        begun.cancel();
      }
    }
    return begun;
  }
}
