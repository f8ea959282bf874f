package io.millpond.exports;

import java.util.Optional;

/**
 * A search for a page of records.
 *
 * @param caller the principal that asks
 * @param request which records; its form and its client's context do not matter
 * @param limit most records of the page
 * @param after what {@link LogPage#next} said of the page before, for the same cluster and request
 */
public record LogQuery(
    String caller, ClusterRef cluster, ExportRequest request, int limit, Optional<String> after) {}
