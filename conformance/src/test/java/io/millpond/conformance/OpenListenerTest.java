package io.millpond.conformance;

import static io.millpond.conformance.Visitors.Tenant.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where others than this machine can connect, strangers are told of nothing but health: neither
 * what is measured, nor which routes there are. Where the service listens decides, not where a
 * request comes from, so this can be asked through loopback.
 */
class OpenListenerTest {
  @RegisterExtension
  static final MillpondServer SERVER =
      new MillpondServer(directory ->
          GuardedNode.prepareClosed(directory)
              .replace("host: 127.0.0.1", "host: 0.0.0.0, publicUrl: \"http://localhost\""));

  private static final List<String> GUARDED = List.of("/metrics", "/openapi", "/openapi/dcos.yaml");

  private static RawResponse get(String target, Attempt.Credentials credentials) {
    return SERVER.send("GET", target, "", credentials.of("GET", target, ""));
  }

  @Test
  void itListensEverywhere() throws Exception {
    URI base = SERVER.base();
    assertThat(base.getHost()).isEqualTo("0.0.0.0");
    for (String host : List.of("127.0.0.1", "127.0.0.2")) {
      URI there = new URI("http", null, host, base.getPort(), null, null, null);
      try (RawConnection connection = RawConnection.open(there)) {
        connection.send(RawConnection.request("GET", "/metrics", List.of()));
        assertThat(connection.receive("GET").status()).as(host).isEqualTo(401);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/readyz"})
  void healthIsAnybodysBusiness(String target) {
    assertThat(get(target, Attempt.Credentials.NONE).status()).isEqualTo(200);
  }

  /** Credentials that are good for nothing here, none among them. */
  static Stream<Attempt.Credentials> strangers() {
    String lasting = Visitors.dcos(Visitors.LOGS_USER, 3_600);
    return Stream.of(
        Attempt.Credentials.NONE,
        Visitors.token(Visitors.dcos(Visitors.LOGS_USER, -3_600)),
        Visitors.bearer(Visitors.jwt(OURS, Visitors.USER, Visitors.AUDIENCE, -3_600, "")),
        Visitors.bearer(Visitors.jwt(OURS, Visitors.USER, Visitors.AUDIENCE + "/x", 3_600, "")),
        Visitors.signed(true, 3_600),
        Visitors.bearer(LocalVisitors.madeUp()),
        Visitors.bearer(LocalVisitors.ADMIN.expiredToken()),
        Attempt.Credentials.line("Authorization: Basic cm9vdDpyb290"),
        Attempt.Credentials.line("Cookie: dcos-acs-auth-cookie=" + lasting),
        Attempt.Credentials.line("X-Forwarded-For: 127.0.0.1"),
        Attempt.Credentials.line("Host: localhost"));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void strangersAreToldOfNothing(Attempt.Credentials stranger) {
    RawResponse unknown = get("/no/such/route", stranger);
    assertThat(unknown.status()).as("%s", unknown).isEqualTo(401);
    for (String target : GUARDED) {
      RawResponse refused = get(target, stranger);
      assertThat(refused.status()).as("%s: %s", target, refused).isEqualTo(401);
      assertThat(refused.text()).isEqualTo(unknown.text()).doesNotContain("millpond", "/openapi/");
      assertThat(refused.headerOrEmpty("www-authenticate")).isEqualTo("oauthjwt");
    }
  }

  /** Whoever is known, also who may read nothing. */
  static Stream<Attempt.Credentials> known() {
    return Stream.of(
        Visitors.token(Visitors.dcos("nobody", 3_600)),
        Visitors.bearer(Visitors.jwt(OURS, Visitors.NOBODY)),
        Visitors.signed(false, 0),
        Visitors.bearer(LocalVisitors.NOBODY.token()));
  }

  @ParameterizedTest
  @MethodSource("known")
  void whoeverIsKnownIsTold(Attempt.Credentials known) {
    assertThat(get("/metrics", known).text()).contains("millpond_open_files");
    assertThat(get("/openapi", known).text()).contains("/openapi/dcos.yaml");
    assertThat(get("/openapi/dcos.yaml", known).text()).startsWith("openapi: 3.1");
    assertThat(get("/no/such/route", known).status()).isEqualTo(404);
  }
}
