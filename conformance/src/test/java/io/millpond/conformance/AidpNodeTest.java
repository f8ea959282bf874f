package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static io.millpond.conformance.AidpPlatform.DRIVER;
import static io.millpond.conformance.AidpPlatform.ODD_WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * The story of a download by Oracle's TypeScript SDK, told by a script of ours to a server that
 * wants to know who is asking.
 */
class AidpNodeTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(AidpPlatform::prepareClosed);

  @Test
  void whatADriverSaidIsDownloaded() throws Exception {
    NodePackages packages = NodePackages.install();
    Path key = Files.writeString(SERVER.directory().resolve("key.pem"), AidpSdkKey.ALICE.pem());
    Instant begin = Instant.parse("2026-11-20T04:02:51Z");
    Instant end = Instant.parse("2026-11-20T04:03:04Z");
    String body =
        """
        {"timeBegin":"%s","timeEnd":"%s","logContentTypeContains":"driver","logStreamTypeContains":"stderr","logLevel":"INFO"}
        """
            .formatted(begin, end)
            .strip();
    JsonNode told =
        Json.parse(
            packages.run(
                "download.js",
                List.of(
                    SERVER.base().toString(),
                    AidpPlatform.ID,
                    ODD_WORKSPACE,
                    CLUSTER,
                    key.toString(),
                    AidpSdkKey.ALICE.keyId(),
                    body)));
    assertThat(told.path("status").asInt()).isEqualTo(202);
    assertThat(told.path("token").asString()).as("a UUID of time").matches(".{14}1.{21}");
    assertThat(told.path("authorization").asString())
        .contains(AidpSdkKey.ALICE.keyId())
        .contains("x-date (request-target) host Content-Type Content-Length x-content-sha256");
    assertThat(told.path("isDated").asBoolean()).isTrue();
    String operation = told.path("key").asString();
    assertThat(told.path("again").asString()).isEqualTo(operation).isNotEmpty();
    assertThat(told.path("operation").path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(told.path("clusters").path("items").path(0).path("key").asString())
        .isEqualTo(CLUSTER);
    assertThat(told.path("listed").path("items").path(0).path("key").asString())
        .isEqualTo(operation);
    String expected =
        new AidpOracle()
            .with(
                "spark-driver",
                "stderr",
                SERVER.directory().resolve(AidpPlatform.FIXTURE).resolve(DRIVER + "stderr"))
            .export(begin, end, "INFO");
    JsonNode file = told.path("file");
    assertThat(file.path("status").asInt()).isEqualTo(200);
    assertThat(AidpOracle.records(file.path("text").asString())).isEqualTo(expected);
    assertThat(told.path("hasMore").asBoolean(true)).isFalse();
    List<String> found = new ArrayList<>();
    told.path("found").forEach(message -> found.add(message.asString()));
    assertThat(found)
        .hasSize((int) expected.lines().count())
        .allSatisfy(message -> assertThat(expected).contains(": " + message + "\n"));
    assertRefused(told.path("unfiltered"), 400, "MissingParameter");
    assertRefused(told.path("unknown"), 404, "NotAuthorizedOrNotFound");
    assertRefused(told.path("ended"), 409, "Conflict");
    assertRefused(told.path("reused"), 409, "InvalidatedRetryToken");
  }

  private static void assertRefused(JsonNode refusal, int status, String code) {
    assertThat(refusal.path("status").asInt()).as("%s", refusal).isEqualTo(status);
    assertThat(refusal.path("code").asString()).isEqualTo(code);
    assertThat(refusal.path("requestId").asString()).startsWith("of-the-script/");
  }
}
