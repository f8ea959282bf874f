package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.exports.ExportRequest;
import io.millpond.exports.Operation.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of Oracle's clients, byte for byte, where no credentials are looked at. */
final class RecordedRequestsTest extends AidpServer {
  private static final int BLOCK_BYTES = 512;

  /** Where the head of a tar's member says what it is: {@code 0} is a file. */
  private static final int TYPE = 156;

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
    assertThat(raw(recorded(name))).startsWith("HTTP/1.1 202");
    ExportRequest request = exports.calls.getFirst().request();
    assertThat(request.timeEnd()).isEqualTo(end);
    assertThat(request.logContentTypeContains()).isEqualTo(type);
  }

  /** Its own key of a workspace with a slash becomes two segments: no route. */
  @Test
  void pythonEscapesNoSlash() throws Exception {
    String request = recorded("py-apikey-01");
    assertThat(raw(request)).startsWith("HTTP/1.1 404").contains("\"code\":\"NotFound\"");
    assertThat(raw(request.replace("/ws%201/x/", "/ws1/").replace("cl-1", "etl")))
        .startsWith("HTTP/1.1 202");
    assertThat(exports.calls.getFirst().request().timeBegin())
        .isEqualTo(Instant.parse("2025-03-16T00:00:00.123456Z"));
  }

  @Test
  void theCommandLineListsOperations() throws Exception {
    exports.add(TestingExports.operation("mine", ETL, Status.SUCCEEDED, TestingExports.STARTED));
    assertThat(raw(recorded("ocicli-session-01")))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("opc-request-id: FE531AE8BAD948DAA0D0DF265675BC80/")
        .contains("{\"items\":[]}");
    assertThat(raw(recorded("ocicli-session-01").replace("ws-1.cl-1", "ws1.etl")))
        .contains("\"key\":\"mine\"");
  }

  /** A member of the archive of recorded requests. */
  private static String recorded(String name) throws IOException {
    Path archive =
        Path.of(System.getProperty("millpond.fixtures", ""), "oci-signed-requests.tar.gz");
    Assumptions.assumeTrue(Files.isRegularFile(archive), "no recorded requests here");
    try (InputStream tar = new GZIPInputStream(Files.newInputStream(archive))) {
      while (true) {
        byte[] head = tar.readNBytes(BLOCK_BYTES);
        assertThat(head).as(name + " is in the archive").hasSize(BLOCK_BYTES);
        String member = new String(head, 0, 100, StandardCharsets.US_ASCII).replace("\0", "");
        String octal = new String(head, 124, 11, StandardCharsets.US_ASCII).strip();
        int size = octal.replace("\0", "").isEmpty() ? 0 : Integer.parseInt(octal, 8);
        byte[] content = tar.readNBytes((size + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES);
        if (head[TYPE] == '0' && member.endsWith("/" + name + ".http")) {
          return new String(content, 0, size, StandardCharsets.ISO_8859_1);
        }
      }
    }
  }
}
