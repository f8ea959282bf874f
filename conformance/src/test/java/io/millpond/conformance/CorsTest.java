package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages of an origin that is not listed may read nothing, whatever the answer. */
class CorsTest {
  private static final String LISTED = "https://console.example.com";

  @RegisterExtension static final MillpondServer CLOSED = new MillpondServer(AidpPlatform::prepare);

  @RegisterExtension
  static final MillpondServer LISTING =
      new MillpondServer(directory ->
          AidpPlatform.prepare(directory)
              .replace("port: 0}", "port: 0, cors: [\"" + LISTED + "\"]}"));

  static Stream<String> targets() {
    return Stream.of(
        "/healthz",
        "/metrics",
        "/nothing",
        "/openapi",
        "/system/v1/logs/v2/component",
        "/system/v1/logs/v2/task/nobody",
        "/system/v1/logs/v2/nothing",
        "/v1/workspaces/" + FabricCatalog.WORKSPACE + "/spark/livySessions",
        "/v1/workspaces/no-uuid/spark/livySessions",
        "/v1/nothing",
        AidpPlatform.path("/workspaces/" + AidpPlatform.WORKSPACE + "/clusters"),
        AidpPlatform.path("/nothing"),
        "/p/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/n/x/b/y/o/z",
        "/admin/v1/workspaces",
        "/admin/nothing",
        "/system/v1/logs/v2/component?limit=x",
        "/system/v1/logs/v2/%zz",
        "/v1/a b",
        "/p/" + "a".repeat(20_000));
  }

  private static void assertNotAllowed(RawResponse answer) {
    assertThat(answer.headers().keySet())
        .as("%s", answer)
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void noAnswerIsForAnUnlistedOrigin(String target) {
    for (String origin : List.of("https://evil.example", "null", "*", LISTED + ".evil.example")) {
      for (MillpondServer server : List.of(CLOSED, LISTING)) {
        for (String method : List.of("GET", "HEAD", "POST", "OPTIONS")) {
          assertNotAllowed(
              server.send(
                  method,
                  target,
                  "Origin: " + origin,
                  "Access-Control-Request-Method: GET",
                  "Content-Length: 0"));
        }
      }
    }
    assertNotAllowed(CLOSED.get(target, "Origin: " + LISTED));
  }

  /** The service that is imitated answers links with an asterisk. */
  @Test
  void noLinkIsForEverybody() throws IOException {
    for (MillpondServer server : List.of(CLOSED, LISTING)) {
      String body =
          "{\"timeBegin\":\"%s\",\"timeEnd\":\"%s\",\"logContentTypeContains\":\"driver\"}"
              .formatted(AidpPlatform.BEGIN, AidpPlatform.END);
      RawResponse accepted =
          AidpPlatform.download(
              server.base(), AidpPlatform.CLUSTER, body, "Origin: https://evil.example");
      assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
      assertNotAllowed(accepted);
      URI link = URI.create(accepted.headerOrEmpty("datalake-cluster-log-par-url"));
      RawResponse file = FabricSession.ok(AidpLink.get(link, "Origin: https://evil.example"));
      assertNotAllowed(file);
      assertNotAllowed(AidpLink.get(link, "Origin: https://evil.example", "Range: bytes=0-1"));
      RawResponse listed = AidpLink.get(link, "Origin: " + LISTED);
      assertThat(listed.headerOrEmpty("access-control-allow-origin"))
          .isEqualTo(server == LISTING ? LISTED : "");
    }
  }
}
