package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests of four of Oracle's clients, byte for byte as they were recorded, on a socket. Their
 * signatures are of another day, and are not looked at where nobody has to say who they are.
 */
class AidpRecordedTest {
  @RegisterExtension static final MillpondServer SERVER = new MillpondServer(AidpPlatform::prepare);

  private static final String RECORDED = "oci-signed-requests";

  @BeforeAll
  static void unpack() throws IOException {
    Fixtures.unpack(RECORDED, SERVER.directory());
  }

  private static String recorded(String name) throws IOException {
    Path file = SERVER.directory().resolve(RECORDED).resolve(name + ".http");
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static RawResponse send(String latin1) throws IOException {
    try (RawConnection connection = RawConnection.open(SERVER.base())) {
      connection.send(latin1);
      return connection.receive(latin1.substring(0, latin1.indexOf(' ')));
    }
  }

  /** Their workspace has a slash in its key, which no workspace can have here. */
  @ParameterizedTest
  @CsvSource({
    "java-apikey-01, 404, NotAuthorizedOrNotFound",
    "ts-apikey-01, 404, NotAuthorizedOrNotFound",
    "py-apikey-01, 404, NotFound"
  })
  void unchangedTheyAskForWhatIsNotThere(String name, int status, String code) throws IOException {
    RawResponse answer = send(recorded(name));
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(Json.parse(answer.text()).path("code").asString()).isEqualTo(code);
    assertThat(answer.headerOrEmpty("opc-request-id")).startsWith(requestId(recorded(name)) + "/");
  }

  private static String requestId(String request) {
    return request
        .lines()
        .filter(line -> line.startsWith("opc-request-id: "))
        .findFirst()
        .orElseThrow()
        .substring("opc-request-id: ".length());
  }

  /** Sent again they are the same export: each client has sent a retry token. */
  @ParameterizedTest
  @ValueSource(strings = {"java-apikey-01", "ts-apikey-01", "py-apikey-01"})
  void ofAWorkspaceWithoutASlashTheyAreAccepted(String name) throws IOException {
    String request = recorded(name).replaceFirst("ws%201(%2F|/)x", "ws%201");
    RawResponse accepted = send(request);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    assertThat(accepted.body()).isEmpty();
    assertThat(accepted.headerOrEmpty("datalake-cluster-log-par-url"))
        .startsWith(SERVER.base() + "/p/");
    RawResponse again = send(request);
    for (String header :
        new String[] {"aidp-async-operation-key", "datalake-cluster-log-par-url"}) {
      assertThat(again.headerOrEmpty(header))
          .isNotEmpty()
          .isEqualTo(accepted.headerOrEmpty(header));
    }
  }

  @Test
  void theCommandLineListsTheOperationsOfACluster() throws IOException {
    RawResponse accepted =
        AidpPlatform.download(
            SERVER.base(),
            AidpPlatform.CLUSTER,
            "{\"timeBegin\":\"%s\",\"timeEnd\":\"%s\",\"logContentTypeContains\":\"driver\"}"
                .formatted(AidpPlatform.BEGIN, AidpPlatform.END));
    RawResponse list = send(recorded("ocicli-session-01"));
    assertThat(list.status()).as("%s", list).isEqualTo(200);
    assertThat(Json.parse(list.text()).path("items").path(0).path("key").asString())
        .isEqualTo(accepted.headerOrEmpty("aidp-async-operation-key"));
  }
}
