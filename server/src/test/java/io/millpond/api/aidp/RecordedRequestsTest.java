package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.exports.ExportRequest;
import io.millpond.exports.Operation.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of Oracle's clients, byte for byte, where no credentials are looked at. */
final class RecordedRequestsTest extends AidpServer {
  /** As the Java SDK sends it; the signature is not looked at. */
  private static final String JAVA_SDK =
      """
      POST /20260430/aiDataPlatforms/ocid1.aidataplatform.oc1.iad.aaa/workspaces/ws%201%2Fx/clusters/cl-1/actions/downloadLogs HTTP/1.1
      date: Fri, 20 Nov 2026 03:16:56 GMT
      authorization: Signature headers="date (request-target) host content-length content-type x-content-sha256",keyId="ocid1.tenancy.../ocid1.user.../57:01:...",algorithm="rsa-sha256",signature="...",version="1"
      opc-client-retries: true
      x-content-sha256: W/bD17sHd2pLTAb2EceP4IGbtxqhUIzcie9Hnc0jkXk=
      Accept: application/json
      opc-retry-token: bb05bd06-7157-4eb7-92c2-244fbd5d20fe
      opc-client-info: Oracle-JavaSDK/3.55.3
      host: 127.0.0.1:18099
      opc-request-id: 43DCA7F7D17C4D8AB51C8B8D4081E3F3
      Content-Type: application/json
      Content-Length: 153

      {"timeBegin":"2025-03-16T00:00:00.000Z","timeEnd":"2025-03-16T23:59:59.123Z","logContentTypeContains":"driver","clientContext":"ctx-1","logLevel":"INFO"}\
      """
          .replace("\n", "\r\n");

  @Test
  void theJavaSdkIsUnderstood() throws Exception {
    assertThat(raw(JAVA_SDK))
        .startsWith("HTTP/1.1 202")
        .containsIgnoringCase("opc-request-id: 43DCA7F7D17C4D8AB51C8B8D4081E3F3/")
        .containsIgnoringCase("aidp-async-operation-key: op-1\r\n")
        .containsIgnoringCase("content-length: 0\r\n");
    TestingExports.Call call = exports.calls.getFirst();
    assertThat(call.cluster()).isEqualTo(ODD);
    assertThat(call.token()).contains("bb05bd06-7157-4eb7-92c2-244fbd5d20fe");
    assertThat(call.request().clientContext()).contains("ctx-1");
    assertThat(call.request().logLevel()).contains("INFO");
  }

  @ParameterizedTest
  @CsvSource({
    "java-apikey-01, 2025-03-16T23:59:59.123Z, driver",
    "ts-apikey-01, 2025-03-16T23:59:59Z, driver"
  })
  void recordedDownloadsAreUnderstood(String name, Instant end, String type) throws Exception {
    assertThat(raw(Recordings.request(name))).startsWith("HTTP/1.1 202");
    ExportRequest request = exports.calls.getFirst().request();
    assertThat(request.timeEnd()).isEqualTo(end);
    assertThat(request.logContentTypeContains()).isEqualTo(type);
  }

  /** Its own key of a workspace with a slash becomes two segments: no route. */
  @Test
  void pythonEscapesNoSlash() throws Exception {
    String request = Recordings.request("py-apikey-01");
    assertThat(raw(request)).startsWith("HTTP/1.1 404").contains("\"code\":\"NotFound\"");
    assertThat(raw(request.replace("/ws%201/x/", "/ws1/").replace("cl-1", "etl")))
        .startsWith("HTTP/1.1 202");
    assertThat(exports.calls.getFirst().request().timeBegin())
        .isEqualTo(Instant.parse("2025-03-16T00:00:00.123456Z"));
  }

  @Test
  void theCommandLineListsOperations() throws Exception {
    exports.add(TestingExports.operation("mine", ETL, Status.SUCCEEDED, TestingExports.STARTED));
    assertThat(raw(Recordings.request("ocicli-session-01")))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("opc-request-id: FE531AE8BAD948DAA0D0DF265675BC80/")
        .contains("{\"items\":[]}");
    assertThat(raw(Recordings.request("ocicli-session-01").replace("ws-1.cl-1", "ws1.etl")))
        .contains("\"key\":\"mine\"");
  }
}
