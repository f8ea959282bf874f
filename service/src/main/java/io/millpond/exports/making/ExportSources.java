package io.millpond.exports.making;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.search.EventSource;
import io.millpond.exports.search.SearchFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Knows which logs are a cluster's. */
@FunctionalInterface
public interface ExportSources {
  /**
   * What has to be read for an export: files and events of the kinds, nodes and streams that the
   * request names. May take its time; is not interrupted.
   *
   * @return empty where there is no such cluster
   * @throws IOException where it cannot be found out: the export fails
   */
  Optional<Sources> find(ClusterRef cluster, ExportRequest request) throws IOException;

  /** What has to be read; both lists in any order. */
  record Sources(List<SearchFile> files, List<EventSource> events) {
    /** Nothing has to be read. */
    public static final Sources NONE = new Sources(List.of(), List.of());

    public Sources {
      files = List.copyOf(files);
      events = List.copyOf(events);
    }
  }
}
