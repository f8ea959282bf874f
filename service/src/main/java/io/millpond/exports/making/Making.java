package io.millpond.exports.making;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.ContentType;
import io.millpond.exports.ExportRequest;
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

  private volatile boolean cancelled;

  public Making(Tools tools, Order order) {
    this.tools = tools;
    this.order = order;
  }

  /** Has it end soon, without a file; at any time, also before it began. */
  public synchronized void cancel() {
    cancelled = true;
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
   * @return empty where it was cancelled, or the service stops
   */
  public Optional<Made> make(Path file, Path spillFile) throws ExportFailure, InterruptedException {
    SearchInput input = find();
    if (cancelled) {
      return Optional.empty();
    }
    try (LogSearch begun = begin(input, spillFile)) {
      Receipt receipt = begun.await();
      if (begun.isCancelled()) {
        return Optional.empty();
      }
      try (ExportOutput output = new ExportOutput(file, order.request().form())) {
        output.comment(Comments.first(order));
        begun.write(output.stream());
        if (begun.isCancelled()) {
          return Optional.empty();
        }
        output.comment(Comments.last(order.request(), receipt));
        output.finish();
        return Optional.of(
            new Made(
                output.bytes(), output.md5(), ReceiptJson.of(receipt), Comments.words(receipt)));
      }
    } catch (IOException failure) {
      if (cancelled) {
        return Optional.empty();
      }
      log.error("an export could not be written", failure);
      throw ExportFailure.unwritable();
    } finally {
      synchronized (this) {
        search = null;
      }
    }
  }

  private SearchInput find() throws ExportFailure {
    try {
      return tools
          .sources()
          .of(order.cluster(), order.request())
          .orElseThrow(() ->
              new ExportFailure("NotAuthorizedOrNotFound", "The cluster is no longer configured."));
    } catch (IOException failure) {
      log.error("the logs of a cluster could not be listed", failure);
      throw ExportFailure.internal("The logs of the cluster could not be listed.");
    }
  }

  static boolean namesNothing(ExportRequest request) {
    return Arrays.stream(ContentType.values())
        .noneMatch(type -> type.isNamedBy(request.logContentTypeContains()));
  }

  private LogSearch begin(SearchInput input, Path spillFile) throws IOException {
    LogSearch begun =
        LogSearch.start(
            tools.workers(),
            input,
            new Wanted(order.request()).records(),
            tools.formats(),
            order.request().form() == ExportRequest.Form.JSON_LINES
                ? Renderer.Form.JSON_LINES
                : Renderer.Form.TEXT,
            spillFile);
    synchronized (this) {
      search = begun;
      if (cancelled) {
        begun.cancel();
      }
    }
    return begun;
  }
}
