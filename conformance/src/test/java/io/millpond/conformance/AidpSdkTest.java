package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.BEGIN;
import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static io.millpond.conformance.AidpPlatform.DRIVER;
import static io.millpond.conformance.AidpPlatform.END;
import static io.millpond.conformance.AidpPlatform.EXECUTORS;
import static io.millpond.conformance.AidpPlatform.ODD_WORKSPACE;
import static io.millpond.conformance.AidpPlatform.WORKSPACE;
import static io.millpond.conformance.AidpPlatform.details;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The story of a download by Oracle's Java SDK, whose signatures are verified: accepted, waited
 * for, read, told of.
 */
class AidpSdkTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(AidpPlatform::prepareClosed);

  /** What {@code grep} counts in the driver's file. */
  private static final int INFO_AT_BEGIN = 25;

  private static final int WARN_LINES = 23;

  @RegisterExtension static final AidpSdkClient CLIENT = new AidpSdkClient(SERVER);

  private static AidpSdk client() {
    return CLIENT.get();
  }

  private static Map<String, Object> with(Map<String, Object> details, String name, Object value) {
    Map<String, Object> more = new HashMap<>(details);
    more.put(name, value);
    return more;
  }

  private static Path file(String path) {
    return SERVER.directory().resolve(AidpPlatform.FIXTURE).resolve(path);
  }

  /** Or the comparisons would compare nothing with nothing. */
  @Test
  void theOracleHasRecords() throws IOException {
    AidpOracle oracle = new AidpOracle().with("spark-driver", "stderr", file(DRIVER + "stderr"));
    Instant begin = Instant.parse("2026-11-20T04:02:51Z");
    assertThat(oracle.export(begin, begin, "INFO")).hasLineCount(INFO_AT_BEGIN);
    assertThat(oracle.export(BEGIN, END, "WARN")).contains("\n\t").hasLineCount(WARN_LINES);
    assertThat(oracle.export(END, END, "INFO")).isEmpty();
  }

  private static AidpModels.AsyncOperation awaitEnd(String key) {
    return await("the end of " + key)
        .until(
            () -> client().getAsyncOperation(key, AidpSdkRequest.plain()).body(),
            AidpModels.AsyncOperation::isFinal);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T04:02:51Z, 2026-11-20T04:03:04Z, info",
    "2026-11-20T04:03:05Z, 2026-11-20T04:03:05Z, WARN",
    "2026-11-20T04:03:04.999Z, 2026-11-20T04:03:06.001Z, Info",
    "2026-11-20T04:03:07Z, 2026-11-20T04:04:00Z, INFO"
  })
  @SuppressWarnings("JavaUtilDate")
  void whatADriverSaidIsDownloaded(Instant begin, Instant end, String level) throws IOException {
    Instant last = begin.equals(end) ? end.plusMillis(1) : end;
    Map<String, Object> details = with(details(begin, last, "driver"), "logLevel", level);
    details = with(with(details, "logStreamTypeContains", "stderr"), "clientContext", "tab-7");
    AidpSdkResponse<Void> accepted =
        client().downloadClusterLogs(WORKSPACE, CLUSTER, AidpSdkRequest.of(details));
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.requestId()).isNotEmpty();
    AidpModels.AsyncOperation operation = awaitEnd(accepted.operationKey());
    assertThat(operation.status()).isEqualTo("SUCCEEDED");
    assertThat(operation.actionType()).isEqualTo("DOWNLOAD_CLUSTER_LOG");
    assertThat(operation.resourceType()).isEqualTo("CLUSTER");
    assertThat(operation.resourceName()).isEqualTo(WORKSPACE + "." + CLUSTER);
    assertThat(operation.resourceDisplayName()).isEqualTo("Nightly");
    assertThat(operation.timeFinished()).isNotNull();
    assertThat(operation.timeStarted()).isBeforeOrEqualTo(operation.timeFinished());
    String expected =
        new AidpOracle()
            .with("spark-driver", "stderr", file(DRIVER + "stderr"))
            .export(begin, last, level.toUpperCase(Locale.ROOT));
    assertThat(AidpOracle.records(AidpLink.text(accepted.link()))).isEqualTo(expected);
  }

  @Test
  void whatExecutorsSaidIsMerged() throws IOException {
    Map<String, Object> details =
        with(with(details(BEGIN, END, "EXEC"), "logStreamTypeContains", "ERR"), "logLevel", "INFO");
    AidpSdkResponse<Void> accepted =
        client().downloadClusterLogs(ODD_WORKSPACE, CLUSTER, AidpSdkRequest.of(details));
    String expected =
        new AidpOracle()
            .with("spark-executor-0", "stderr", file(EXECUTORS + "0/stderr"))
            .with("spark-executor-1", "stderr", file(EXECUTORS + "1/stderr"))
            .export(BEGIN, END, "INFO");
    assertThat(expected).contains("spark-executor-0").contains("spark-executor-1");
    // Without waiting for the operation: the link waits.
    assertThat(AidpOracle.records(AidpLink.text(accepted.link()))).isEqualTo(expected);
  }

  /** The SDK makes a token of its own, and sends it again where the answer was lost. */
  @Test
  void aLostAnswerIsNotASecondExport() throws IOException {
    AidpSdkRequest request = AidpSdkRequest.of(details(BEGIN, END, "driver"));
    List<String> before = operations(ODD_WORKSPACE);
    try (LosingProxy proxy = new LosingProxy(SERVER.base(), 1);
        AidpSdk other = AidpSdk.of(proxy.base(), AidpPlatform.ID)) {
      AidpSdkResponse<Void> accepted = other.downloadClusterLogs(ODD_WORKSPACE, CLUSTER, request);
      assertThat(proxy.lost()).isEqualTo(1);
      List<String> after = operations(ODD_WORKSPACE);
      after.removeAll(before);
      assertThat(after).containsExactly(accepted.operationKey());
      assertThat(AidpLink.get(accepted.link()).status()).isEqualTo(200);
    }
  }

  private static List<String> operations(String workspace) {
    AidpSdkRequest request =
        AidpSdkRequest.plain()
            .with("resourceType", "CLUSTER")
            .with("resourceName", workspace + "." + CLUSTER)
            .with("matchResourceName", true);
    return new ArrayList<>(
        client().listAsyncOperations(request).body().items().stream()
            .map(AidpModels.AsyncOperation::key)
            .toList());
  }

  @Test
  void aTokenAgainIsTheSameAnswer() {
    AidpSdkRequest request =
        AidpSdkRequest.of(details(BEGIN, END, "events"))
            .withRetryToken(UUID.randomUUID().toString());
    AidpSdkResponse<Void> first = client().downloadClusterLogs(WORKSPACE, CLUSTER, request);
    AidpSdkResponse<Void> second =
        client().downloadClusterLogs(WORKSPACE, CLUSTER, request.withRequestId("again"));
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.operationKey()).isEqualTo(first.operationKey());
    assertThat(second.link()).isEqualTo(first.link());
    assertThat(second.requestId()).startsWith("again/").isNotEqualTo(first.requestId());
  }

  @Test
  void operationsAreListedPageByPage() {
    for (int i = 0; i < 3; i++) {
      awaitEnd(
          client()
              .downloadClusterLogs(
                  WORKSPACE, CLUSTER, AidpSdkRequest.of(details(BEGIN, END, "nothing")))
              .operationKey());
    }
    AidpSdkRequest request =
        AidpSdkRequest.plain()
            .with("status", "SUCCEEDED")
            .with("limit", 2)
            .with("sortBy", "timeStarted")
            .with("sortOrder", "DESC");
    AidpSdkResponse<AidpModels.AsyncOperations> first = client().listAsyncOperations(request);
    assertThat(first.body().items()).hasSize(2);
    String page = first.nextPage();
    assertThat(page).isNotNull();
    List<AidpModels.AsyncOperation> second =
        client().listAsyncOperations(request.with("page", page)).body().items();
    assertThat(second).isNotEmpty();
    assertThat(second.getFirst().timeStarted())
        .isBeforeOrEqualTo(first.body().items().getLast().timeStarted());
    assertThat(second).doesNotContainAnyElementsOf(first.body().items());
  }

  @Test
  void clustersAreListedAndShown() {
    AidpSdkResponse<AidpModels.Clusters> list =
        client().listClusters(WORKSPACE, AidpSdkRequest.plain());
    assertThat(list.body().items()).extracting(AidpModels.Cluster::key).containsExactly(CLUSTER);
    AidpModels.Cluster cluster =
        client().getCluster(WORKSPACE, CLUSTER, AidpSdkRequest.plain()).body();
    assertThat(cluster.displayName()).isEqualTo("Nightly");
    assertThat(cluster.state()).isEqualTo("ACTIVE");
    assertThat(cluster.sourceApi()).isEqualTo("CLUSTER_API");
    assertThat(cluster.timeCreated()).isNotNull();
  }

  @Test
  void anOperationThatHasEndedIsNotCancelled() {
    String key =
        client()
            .downloadClusterLogs(
                WORKSPACE, CLUSTER, AidpSdkRequest.of(details(BEGIN, END, "driver")))
            .operationKey();
    awaitEnd(key);
    AidpSdkErrorTest.assertRefused(
        409, "Conflict", () -> client().cancelAsyncOperation(key, AidpSdkRequest.plain()));
  }
}
