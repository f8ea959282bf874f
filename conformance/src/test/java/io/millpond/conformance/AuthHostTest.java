package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that others call by names: what was signed for another name is nobody's. */
class AuthHostTest {
  private static final AidpSdkKey ALICE = new AidpSdkKey("alice");

  @RegisterExtension static final MillpondServer SERVER = new MillpondServer(AuthHostTest::prepare);

  private static final String TARGET =
      AidpPlatform.path("/workspaces/" + AidpPlatform.WORKSPACE + "/clusters");

  private static String prepare(Path directory) throws IOException {
    return AidpPlatform.prepare(directory)
        .replace(
            "http: {host: 127.0.0.1, port: 0}",
            """
            http:
              host: 127.0.0.1
              port: 0
              publicUrl: https://logs.example.com:8443/below
              names: [Logs.internal, "2001:db8::1"]
            """)
        .replace(
            AidpPlatform.OPEN,
            "auth:\n  oci:\n"
                + AidpPlatform.apiKey(directory, "alice", ALICE)
                + "  grants:\n    - {principal: oci:alice, allow: [dcos:superuser]}\n");
  }

  private static RawResponse signedFor(String host) {
    URI base = URI.create("http://" + host);
    return SERVER.get(TARGET, ALICE.headers(base, "GET", TARGET, Instant.now(), ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logs.example.com",
        "LOGS.example.com:8443",
        "logs.internal:80",
        "[2001:db8:0:0::1]:8443",
        "127.0.0.1:8642",
        "localhost",
        "[::1]"
      })
  void itsNamesAndLoopbacksAre(String host) {
    RawResponse answer = signedFor(host);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "logs.example.com.evil.example", "[2001:db8::2]:8443"})
  void othersAreNot(String host) {
    RawResponse answer = signedFor(host);
    assertThat(answer.status()).as("%s", answer).isEqualTo(401);
    assertThat(answer.text()).contains("NotAuthenticated").doesNotContain("example");
  }
}
