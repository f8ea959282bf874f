package io.millpond.conformance;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies as the SDK reads them: what is required is not null, dates are dates. */
final class AidpModels {
  private AidpModels() {}

  /** {@code AsyncOperation} and {@code AsyncOperationSummary}. */
  @SuppressWarnings("JavaUtilDate") // what the SDK makes of dates
  record AsyncOperation(
      String key,
      String resourceType,
      String actionType,
      String resourceName,
      @Nullable String resourceDisplayName,
      @Nullable String createdBy,
      Date timeStarted,
      @Nullable Date timeFinished,
      String status,
      @Nullable String statusDetails,
      @Nullable String errorCode,
      @Nullable String errorMessage) {
    boolean isFinal() {
      return !status.equals("IN_PROGRESS");
    }
  }

  /** {@code AsyncOperationCollection}. */
  record AsyncOperations(List<AsyncOperation> items) {}

  /** {@code Cluster} and {@code ClusterSummary}. */
  @SuppressWarnings("JavaUtilDate")
  record Cluster(
      String key,
      String displayName,
      @Nullable String type,
      @Nullable String sourceApi,
      Date timeCreated,
      String state) {}

  /** {@code ClusterLogCollection}. */
  record ClusterLogs(List<LogsSummary> items) {}

  /** {@code ClusterLogsSummary}. */
  record LogsSummary(List<SearchResult> results, List<FieldInfo> fields, ResultSummary summary) {}

  /** What was found: {@code data} is any object. */
  record SearchResult(Map<String, Object> data) {}

  /** A member that occurs. */
  record FieldInfo(String fieldName, String fieldType) {}

  /** How much was found. */
  record ResultSummary(long resultCount, long fieldCount) {}

  /** {@code ClusterCollection}. */
  record Clusters(List<Cluster> items) {}
}
