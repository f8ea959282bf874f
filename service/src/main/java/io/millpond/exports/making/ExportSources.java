package io.millpond.exports.making;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.search.SearchInput;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Knows which logs are a cluster's. */
@FunctionalInterface
public interface ExportSources {
  /**
   * What has to be searched for an export, or a page: files and events of the kinds, nodes and
   * streams that the request names. May take its time; is not interrupted.
   *
   * @param cancelled asked between any two steps; from then on the result is of no use
   * @return empty where there is no such cluster
   * @throws IOException where it cannot be found out: the export, or the search, fails
   */
  Optional<SearchInput> of(ClusterRef cluster, ExportRequest request, BooleanSupplier cancelled)
      throws IOException;
}
