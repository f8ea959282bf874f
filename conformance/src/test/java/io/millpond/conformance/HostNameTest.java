package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without credentials a web page whose name leads to this machine would read every log: so a
 * request has to name the service as it is called, whatever dialect it is in.
 */
class HostNameTest {
  private static final String WORKSPACE = "6e335e92-a2a2-4b5a-970a-bd6a89fbb765";
  private static final String EVIL = "Host: evil.example:8642";

  @RegisterExtension
  static final MillpondServer SERVER =
      new MillpondServer(directory ->
          GeneratedAgent.prepare(directory)
              .replace(
                  "http: {host: 127.0.0.1, port: 0}",
                  "http: {host: 127.0.0.1, port: 0, publicUrl: \"https://logs.example.com/x\"}"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        GeneratedAgent.SANDBOX + "/five | without credentials",
        GeneratedAgent.LOGS + "/no/such | without credentials",
        "/v1/workspaces/" + WORKSPACE + "/spark/livySessions | \"errorCode\":\"Forbidden\"",
        "/20260430/aiDataPlatforms/x/asyncOperations | \"code\":\"NotAuthorized\"",
        "/admin/v1/workspaces | \"code\":\"HostNotAllowed\"",
        "/metrics | without credentials",
        "/openapi/dcos.yaml | without credentials",
        "/nothing | without credentials"
      })
  void anotherNameIsRefusedInTheWordsOfEachDialect(String target, String words) {
    RawResponse answer = SERVER.get(target, EVIL);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains(words).doesNotContain("evil");
    assertThat(SERVER.get(target, "Host: logs.example.com:1").status()).isNotEqualTo(403);
  }

  @Test
  void whoNeedsNoNameIsAnsweredUnderAny() {
    assertThat(SERVER.get("/healthz", EVIL).status()).isEqualTo(200);
    assertThat(SERVER.get("/readyz", EVIL).status()).isEqualTo(200);
    // A link is its own credential: it is unknown, and not refused for its name.
    String link = "/p/" + "s".repeat(43) + "/n/a/b/c/o/d";
    assertThat(SERVER.get(link, EVIL).status()).isEqualTo(401);
  }

  @Test
  void theTargetsOwnNameCounts() {
    String target = "http://evil.example" + GeneratedAgent.SANDBOX + "/five";
    assertThat(SERVER.get(target, "Host: evil.example").status()).isEqualTo(403);
    for (String method : List.of("HEAD", "POST", "OPTIONS")) {
      assertThat(SERVER.send(method, GeneratedAgent.SANDBOX + "/five", EVIL).status())
          .as(method)
          .isEqualTo(403);
    }
  }
}
