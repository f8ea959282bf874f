package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.BEGIN;
import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static io.millpond.conformance.AidpPlatform.END;
import static io.millpond.conformance.AidpPlatform.WORKSPACE;
import static io.millpond.conformance.AidpPlatform.details;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.oracle.bmc.model.BmcException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Oracle's Java SDK makes of refusals: a status, a code, and the id of the request. */
class AidpSdkErrorTest {
  @RegisterExtension
  static final MillpondServer SERVER =
      new MillpondServer(directory -> AidpPlatform.prepare(directory, List.of(), List.of()));

  private static final String TOKEN = "0f8fad5b-d9cb-469f-a165-70867728950e";
  private static final Map<String, Object> GOOD = details(BEGIN, END, "driver");

  /** What is asked of a client. */
  interface Call {
    void by(AidpSdk client, String requestId);
  }

  record Row(String name, int status, String code, Call call) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row download(
      String name, int status, String code, Map<String, Object> details, String cluster) {
    return new Row(
        name,
        status,
        code,
        (client, id) ->
            client.downloadClusterLogs(
                WORKSPACE, cluster, AidpSdkRequest.of(details).withRequestId(id)));
  }

  private static Map<String, Object> with(String name, Object value) {
    Map<String, Object> more = new HashMap<>(GOOD);
    more.put(name, value);
    return more;
  }

  static Stream<Row> refusals() {
    return Stream.of(
        download(
            "a required member is blank", 400, "InvalidParameter", with("timeEnd", ""), CLUSTER),
        download("no date", 400, "InvalidParameter", with("timeEnd", "yesterday"), CLUSTER),
        download("a wrong type", 400, "CannotParseRequest", with("timeEnd", 7), CLUSTER),
        download(
            "the end before the beginning",
            400,
            "InvalidParameter",
            details(/* begin= */ END, /* end= */ BEGIN, "driver"),
            CLUSTER),
        download(
            "a filter of events", 400, "InvalidParameter", with("eventType", "ACTIVE"), CLUSTER),
        download("no such cluster", 404, "NotAuthorizedOrNotFound", GOOD, "none"),
        new Row(
            "no such operation",
            404,
            "NotAuthorizedOrNotFound",
            (client, id) ->
                client.getAsyncOperation("none", AidpSdkRequest.plain().withRequestId(id))),
        new Row(
            "a list of everything",
            400,
            "MissingParameter",
            (client, id) -> client.listAsyncOperations(AidpSdkRequest.plain().withRequestId(id))),
        new Row(
            "a page of nobody",
            400,
            "InvalidParameter",
            (client, id) ->
                client.listClusters(
                    WORKSPACE, AidpSdkRequest.plain().with("page", "x").withRequestId(id))),
        new Row(
            "a retry token that is too long",
            400,
            "InvalidParameter",
            (client, id) ->
                client.downloadClusterLogs(
                    WORKSPACE,
                    CLUSTER,
                    AidpSdkRequest.of(GOOD).withRetryToken("x".repeat(65)).withRequestId(id))),
        new Row(
            "the token of another request",
            409,
            "InvalidatedRetryToken",
            (client, id) -> {
              AidpSdkRequest first = AidpSdkRequest.of(GOOD).withRetryToken(TOKEN);
              client.downloadClusterLogs(WORKSPACE, CLUSTER, first);
              client.downloadClusterLogs(
                  WORKSPACE,
                  CLUSTER,
                  AidpSdkRequest.of(with("logLevel", "WARN"))
                      .withRetryToken(TOKEN)
                      .withRequestId(id));
            }),
        new Row(
            "a cluster is not deleted",
            405,
            "MethodNotAllowed",
            (client, id) ->
                client.deleteCluster(
                    WORKSPACE, CLUSTER, AidpSdkRequest.plain().withRequestId(id))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusals(Row row) {
    try (AidpSdk client = AidpSdk.of(SERVER.base(), AidpPlatform.ID)) {
      BmcException refused =
          assertRefused(row.status(), row.code(), () -> row.call().by(client, "id-of-the-row"));
      assertThat(refused.getOpcRequestId()).startsWith("id-of-the-row/");
    }
  }

  /** Calls, and has the SDK tell that status and code. */
  static BmcException assertRefused(int status, String code, ThrowingCallable call) {
    BmcException refused = catchThrowableOfType(BmcException.class, call);
    assertThat(refused).isNotNull();
    assertThat(refused.getStatusCode()).as("%s", refused).isEqualTo(status);
    assertThat(refused.getServiceCode()).as("%s", refused).isEqualTo(code);
    return refused;
  }
}
