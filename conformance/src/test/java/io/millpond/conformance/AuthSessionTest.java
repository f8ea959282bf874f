package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.BEGIN;
import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static io.millpond.conformance.AidpPlatform.END;
import static io.millpond.conformance.AidpPlatform.WORKSPACE;
import static io.millpond.conformance.AidpPlatform.details;
import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.Region;
import com.oracle.bmc.auth.SessionTokenAuthenticationDetailsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests signed with the key of a session, whose token says whose it is. */
class AuthSessionTest {
  private static final AidpSdkKey ISSUER = new AidpSdkKey("issuer");
  private static final AidpSdkKey SESSION = new AidpSdkKey("session");
  private static final String USER = "ocid1.user.oc1..conformance";

  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(AuthSessionTest::prepare);

  private static final String TARGET =
      AidpPlatform.path("/workspaces/" + WORKSPACE + "/clusters/" + CLUSTER);

  private static String prepare(Path directory) throws IOException {
    Path issuer = Files.writeString(directory.resolve("issuer.pem"), ISSUER.publicPem());
    return AidpPlatform.prepare(directory)
        .replace(
            AidpPlatform.OPEN,
            """
            auth:
              ociSessions: {publicKey: %s}
              grants:
                - {principal: "oci:%s", allow: ["cluster:%s/%s/%s:read"]}
            """
                .formatted(Configs.quoted(issuer), USER, AidpPlatform.ID, WORKSPACE, CLUSTER));
  }

  private static String token() {
    return ISSUER.sessionToken(SESSION, USER, Instant.now().plusSeconds(3600));
  }

  /** The provider refreshes nothing, so there is nothing of it to close. */
  @Test
  void theSdkSignsWithASession() throws IOException {
    Path key = Files.writeString(SERVER.directory().resolve("session.pem"), SESSION.pem());
    SessionTokenAuthenticationDetailsProvider provider =
        SessionTokenAuthenticationDetailsProvider.builder()
            .tenantId("ocid1.tenancy.oc1..conformance")
            .region(Region.US_ASHBURN_1)
            .privateKeyFilePath(key.toString())
            .sessionToken(token())
            .disableScheduledRefresh()
            .build();
    try (AidpSdk client = AidpSdk.of(SERVER.base(), AidpPlatform.ID, provider)) {
      assertThat(provider.getKeyId()).startsWith("ST$");
      assertThat(client.getCluster(WORKSPACE, CLUSTER, AidpSdkRequest.plain()).body().key())
          .isEqualTo(CLUSTER);
      AidpSdkRequest download = AidpSdkRequest.of(details(BEGIN, END, "driver"));
      assertThat(client.downloadClusterLogs(WORKSPACE, CLUSTER, download).status()).isEqualTo(202);
    }
  }

  private static int status(AidpSdkKey signer, String token) {
    String[] headers =
        signer.headers("ST$" + token, SERVER.base(), "GET", TARGET, Instant.now(), "");
    return SERVER.get(TARGET, headers).status();
  }

  @Test
  void aSessionIsItsIssuersAndItsKeys() {
    assertThat(status(SESSION, token())).isEqualTo(200);
    assertThat(status(ISSUER, token())).isEqualTo(401);
    Instant later = Instant.now().plusSeconds(3600);
    assertThat(status(SESSION, SESSION.sessionToken(SESSION, USER, later))).isEqualTo(401);
    assertThat(status(SESSION, ISSUER.sessionToken(SESSION, "ocid1.user.oc1..other", later)))
        .isEqualTo(404);
    assertThat(status(SESSION, "")).isEqualTo(401);
  }

  @Test
  void aSessionEnds() {
    Instant now = Instant.now();
    assertThat(status(SESSION, ISSUER.sessionToken(SESSION, USER, now.minusSeconds(120))))
        .isEqualTo(401);
  }
}
