package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A caller that asks too much is told so in the form of whom it asks. */
class ThrottlingTest {
  @RegisterExtension
  static final MillpondServer SERVER =
      new MillpondServer(directory ->
          GeneratedAgent.prepare(directory)
              + "limits: {maxRequestRatePerCaller: 1, maxFailureRatePerAddress: 1}\n");

  @RegisterExtension
  static final MillpondServer CLOSED =
      new MillpondServer(directory ->
          GeneratedAgent.prepare(directory)
                  .replace("auth: {required: false}", "auth: {required: true}")
              + "limits: {maxFailureRatePerAddress: 1}\n");

  /** So many that they cannot all be let in, whatever the machine has to do. */
  private static final int MANY = 300;

  private static RawResponse refused(MillpondServer server, String target, String... headers) {
    List<RawResponse> answers =
        IntStream.range(0, MANY)
            .mapToObj(i -> server.get(target, headers))
            .filter(answer -> answer.status() == 429)
            .limit(1)
            .toList();
    assertThat(answers).as("refusals of %d requests", MANY).isNotEmpty();
    RawResponse answer = answers.getFirst();
    assertThat(answer.headerOrEmpty("retry-after")).as("%s", answer).matches("[1-9][0-9]?");
    assertThat(answer.headerOrEmpty("x-content-type-options")).isEqualTo("nosniff");
    return answer;
  }

  @Test
  void dcos() {
    RawResponse answer = refused(SERVER, GeneratedAgent.SANDBOX + "/five");
    assertThat(answer.contentType()).isEqualTo("text/plain;charset=utf-8");
    assertThat(answer.text()).isEqualTo("Too many requests\n");
    assertThat(
            refused(SERVER, GeneratedAgent.SANDBOX + "/five", "Accept: text/event-stream").text())
        .isEqualTo("Too many requests\n");
  }

  @Test
  void fabric() {
    RawResponse answer =
        refused(SERVER, "/v1/workspaces/" + FabricCatalog.WORKSPACE + "/spark/livySessions");
    JsonNode error = Json.parse(answer.text());
    assertThat(error.path("errorCode").asString()).isEqualTo("RequestBlocked");
    assertThat(error.path("message").asString())
        .matches(
            "Request is blocked by the upstream service until: "
                + "\\d{1,2}/\\d{1,2}/\\d{4} \\d{1,2}:\\d{2}:\\d{2} [AP]M \\(UTC\\)");
    assertThat(error.path("isRetriable").asBoolean()).isTrue();
    assertThat(answer.headerOrEmpty("x-ms-public-api-error-code")).isEqualTo("RequestBlocked");
  }

  @ParameterizedTest
  @CsvSource({
    "/20260430/aiDataPlatforms/x/workspaces/y/clusters, 404",
    "/p/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/n/x/b/y/o/z, 401",
    "/admin/v1/workspaces, 200"
  })
  void inJson(String target, int otherwise) {
    RawResponse answer = refused(SERVER, target);
    JsonNode error = Json.parse(answer.text());
    assertThat(error.path("code").asString()).isEqualTo("TooManyRequests");
    assertThat(error.path("message").asString()).isEqualTo("Too many requests");
    await()
        .atMost(Limits.READ_TIMEOUT)
        .untilAsserted(() -> assertThat(SERVER.get(target).status()).isEqualTo(otherwise));
  }

  @Test
  void healthIsAnybodysBusiness() {
    for (int i = 0; i < 50; i++) {
      assertThat(SERVER.get("/healthz").status()).isEqualTo(200);
      assertThat(CLOSED.get("/readyz").status()).isEqualTo(200);
    }
  }

  /** Whoever guesses tokens, or has signatures verified that are none. */
  @Test
  void guessesOfCredentials() {
    Map<String, String> guesses =
        Map.of(
            GeneratedAgent.LOGS + "/component",
            "Authorization: token=abc",
            "/v1/workspaces/" + FabricCatalog.WORKSPACE + "/spark/livySessions",
            "Authorization: Bearer abc",
            "/20260430/aiDataPlatforms/x/workspaces/y/clusters",
            "Authorization: Signature version=\"1\",keyId=\"a/b/c\"",
            "/admin/v1/workspaces",
            "Authorization: Bearer abc");
    guesses.forEach((target, header) -> {
      assertThat(refused(CLOSED, target, header).status()).isEqualTo(429);
      assertThat(CLOSED.get(target).status()).as("without any").isEqualTo(401);
    });
  }
}
