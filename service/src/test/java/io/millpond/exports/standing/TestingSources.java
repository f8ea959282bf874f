package io.millpond.exports.standing;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.making.ExportSources;
import io.millpond.exports.search.EventFilter;
import io.millpond.exports.search.EventSource;
import io.millpond.exports.search.SearchFile;
import io.millpond.exports.search.SearchInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Logs of one cluster, which can be had as soon as a test lets them. */
final class TestingSources implements ExportSources {
  static final ClusterRef ETL = new ClusterRef("ocid1.aidataplatform.x", "ws1", "etl");

  private final List<SearchFile> files;
  final List<EventSource> events = new ArrayList<>();

  /** Contexts of the requests that were looked at, in their order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** One permit for each request that may go on. */
  final Semaphore gate = new Semaphore(1000);

  volatile boolean configured = true;
  volatile boolean listable = true;
  volatile Runnable before = () -> {};

  TestingSources(List<SearchFile> files) {
    this.files = files;
  }

  void holdAll() {
    gate.drainPermits();
  }

  @Override
  public Optional<SearchInput> of(
      ClusterRef cluster, ExportRequest request, BooleanSupplier cancelled) throws IOException {
    asked.add(request.clientContext().orElse(""));
    gate.acquireUninterruptibly();
    before.run();
    if (!listable) {
      throw new IOException("not now");
    }
    return configured && cluster.equals(ETL)
        ? Optional.of(new SearchInput(files, events, within(request), List.of()))
        : Optional.empty();
  }

  private static EventFilter within(ExportRequest request) {
    return new EventFilter(
        request.timeBegin().toEpochMilli(),
        request.timeEnd().toEpochMilli(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
