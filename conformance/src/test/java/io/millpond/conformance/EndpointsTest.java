package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What surrounds the dialect: health, readiness, metrics, the API documents, request ids. */
class EndpointsTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  static Stream<Case> open() {
    return Stream.of(
        Case.get("health", "/healthz").status(200),
        Case.get("readiness", "/readyz").status(200),
        Case.get("metrics", "/metrics")
            .status(200)
            .expect("text/plain", r -> r.contentType().startsWith("text/plain")),
        Case.get("no document of that name", "/openapi/none.yaml").status(404),
        Case.get("no path through the documents", "/openapi/..%2F..%2Fmillpond.yaml")
            .status(301, 400, 404)
            .headerMatches("Location", "|/[^/].*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("open")
  void answers(Case row) {
    row.run(SERVER);
  }

  @Test
  void metricsTellRequestsBytesFollowersAndFiles() {
    try (Follower follower = Follower.open(SERVER.base(), SANDBOX + "/five")) {
      follower.awaitEvents(5);
      List<String> lines = SERVER.get("/metrics").text().lines().toList();
      assertThat(lines)
          .allMatch(line ->
              line.startsWith("#")
                  || line.matches("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{.*\\})? [-+0-9.eENaIinf]+"));
      for (String word : List.of("request", "bytes", "follower", "open")) {
        assertThat(lines)
            .as("a metric about " + word)
            .anyMatch(line ->
                line.startsWith("millpond_") && line.toLowerCase(Locale.ROOT).contains(word));
      }
      assertThat(lines)
          .as("one follower")
          .anyMatch(line -> line.matches("millpond_\\w*follower\\w*(\\{.*\\})? 1(\\.0)?"));
    }
  }

  @Test
  void theApiDocumentNamesTheRoutes() {
    RawResponse index =
        Stream.of("/openapi/dcos.yaml", "/openapi/dcos.json")
            .map(SERVER::get)
            .filter(answer -> answer.status() == 200)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no /openapi/dcos.yaml and no .json"));
    assertThat(index.text())
        .contains("3.1")
        .contains("/system/v1/logs/v2/component", "{framework", "/files/browse", "/download");
  }

  @Test
  void requestIdsDiffer() {
    assertThat(SERVER.get("/healthz").headerOrEmpty("X-Request-Id"))
        .isNotEqualTo(SERVER.get("/healthz").headerOrEmpty("X-Request-Id"));
  }

  @Test
  void noAnswerNamesTheServerSoftware() {
    RawResponse answer = SERVER.get("/healthz");
    assertThat(answer.headerOrEmpty("Server")).doesNotContainIgnoringCase("jetty");
  }
}
