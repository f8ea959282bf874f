package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.BEGIN;
import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static io.millpond.conformance.AidpPlatform.END;
import static io.millpond.conformance.AidpPlatform.ODD_WORKSPACE;
import static io.millpond.conformance.AidpPlatform.WORKSPACE;
import static io.millpond.conformance.AidpPlatform.details;
import static io.millpond.conformance.AidpSdkErrorTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests have to be signed: whose are let in, and to what. */
class AuthSignaturesTest {
  private static final AidpSdkKey ALICE = AidpSdkKey.ALICE;

  /** An administrator, who may read nothing. */
  private static final AidpSdkKey BOB = new AidpSdkKey("bob");

  /** Nobody has heard of her. */
  private static final AidpSdkKey CAROL = new AidpSdkKey("carol");

  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(AuthSignaturesTest::prepare);

  private static final String CLUSTERS =
      AidpPlatform.path("/workspaces/" + WORKSPACE + "/clusters");
  private static final String DOWNLOAD = CLUSTERS + "/" + CLUSTER + "/actions/downloadLogs";
  private static final String BODY =
      "{\"timeBegin\":\"%s\",\"timeEnd\":\"%s\",\"logContentTypeContains\":\"driver\"}"
          .formatted(BEGIN, END);
  private static final String REGISTERED =
      AdminClient.workspace("5a7c02f1-0b1d-4c53-9d0e-1f2a3b4c5d6e");

  private static String prepare(Path directory) throws IOException {
    return AidpPlatform.prepare(directory)
        .replace(
            AidpPlatform.OPEN,
            "auth:\n  oci:\n"
                + AidpPlatform.apiKey(directory, "alice", ALICE)
                + AidpPlatform.apiKey(directory, "bob", BOB)
                + """
                  grants:
                    - {principal: oci:alice, allow: ["cluster:%s/%s/%s:read"]}
                    - {principal: oci:bob, allow: [millpond:admin]}
                """
                    .formatted(AidpPlatform.ID, WORKSPACE, CLUSTER));
  }

  private static AidpSdk client(AidpSdkKey key) {
    return AidpSdk.of(SERVER.base(), AidpPlatform.ID, key);
  }

  private static AidpSdkRequest download() {
    return AidpSdkRequest.of(details(BEGIN, END, "driver"));
  }

  /** A request that is signed by hand as of a time, with a body that need not be the signed one. */
  private static RawResponse send(
      AidpSdkKey key, String method, String target, Instant time, String signed, String sent) {
    String[] headers = key.headers(SERVER.base(), method, target, time, signed);
    try (RawConnection connection = RawConnection.open(SERVER.base())) {
      connection.send(RawConnection.request(method, target, List.of(headers)) + sent);
      return connection.receive(method);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNobodys(RawResponse answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(401);
    assertThat(answer.text()).contains("NotAuthenticated");
    assertThat(answer.headerOrEmpty("date")).as("by which clients set their clock").isNotEmpty();
  }

  @Test
  void whoWasGrantedAClusterReadsIt() {
    try (AidpSdk alice = client(ALICE)) {
      AidpSdkResponse<Void> accepted = alice.downloadClusterLogs(WORKSPACE, CLUSTER, download());
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(AidpLink.get(accepted.link()).status()).isEqualTo(200);
      String key = accepted.operationKey();
      assertThat(alice.getAsyncOperation(key, AidpSdkRequest.plain()).body().status())
          .isEqualTo("SUCCEEDED");
      assertThat(alice.listClusters(WORKSPACE, AidpSdkRequest.plain()).body().items()).hasSize(1);
      // A POST without a body, whose signature covers that there is none.
      assertRefused(409, "Conflict", () -> alice.cancelAsyncOperation(key, AidpSdkRequest.plain()));
      try (AidpSdk bob = client(BOB)) {
        assertRefused(
            404,
            "NotAuthorizedOrNotFound",
            () -> bob.getAsyncOperation(key, AidpSdkRequest.plain()));
        assertRefused(
            404,
            "NotAuthorizedOrNotFound",
            () -> bob.cancelAsyncOperation(key, AidpSdkRequest.plain()));
      }
    }
  }

  @Test
  void whatWasNotGrantedIsAsUnknownAsWhatIsNotThere() {
    try (AidpSdk alice = client(ALICE);
        AidpSdk bob = client(BOB)) {
      for (String workspace : new String[] {ODD_WORKSPACE, "none"}) {
        assertRefused(
            404,
            "NotAuthorizedOrNotFound",
            () -> alice.downloadClusterLogs(workspace, CLUSTER, download()));
      }
      assertRefused(
          404,
          "NotAuthorizedOrNotFound",
          () -> bob.downloadClusterLogs(WORKSPACE, CLUSTER, download()));
      assertRefused(
          404,
          "NotAuthorizedOrNotFound",
          () -> bob.getCluster(WORKSPACE, CLUSTER, AidpSdkRequest.plain()));
    }
  }

  @Test
  void whoIsNotKnownIsNobody() {
    try (AidpSdk carol = client(CAROL)) {
      assertRefused(
          401, "NotAuthenticated", () -> carol.downloadClusterLogs(WORKSPACE, CLUSTER, download()));
      assertRefused(
          401, "NotAuthenticated", () -> carol.listClusters("none", AidpSdkRequest.plain()));
    }
    assertNobodys(SERVER.get(CLUSTERS));
    assertNobodys(SERVER.get(AidpPlatform.path("/no/such/route")));
  }

  @ParameterizedTest
  @ValueSource(longs = {-360, 360, 86_400})
  void aRequestOfAnotherTimeIsNobodys(long seconds) {
    Instant time = Instant.now().plusSeconds(seconds);
    assertNobodys(send(ALICE, "GET", CLUSTERS, time, "", ""));
    assertNobodys(send(ALICE, "POST", DOWNLOAD, time, BODY, BODY));
  }

  @Test
  void clocksMayDiffer() {
    for (Duration ahead : new Duration[] {Duration.ofMinutes(-4), Duration.ofMinutes(4)}) {
      RawResponse answer = send(ALICE, "GET", CLUSTERS, Instant.now().plus(ahead), "", "");
      assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }
  }

  @Test
  void anotherBodyIsNobodys() {
    Instant now = Instant.now();
    assertNobodys(send(ALICE, "POST", DOWNLOAD, now, BODY, BODY.replace("driver", "events")));
    // Not even looked at: what it asks for is found out later.
    assertNobodys(send(ALICE, "POST", DOWNLOAD, now, "{}", "[]"));
    String cancel = AidpPlatform.path("/asyncOperations/none/actions/cancel");
    assertThat(send(ALICE, "POST", cancel, now, "{}", "{}").status()).isEqualTo(404);
    assertNobodys(send(ALICE, "POST", cancel, now, "{}", "[]"));
    assertThat(send(ALICE, "POST", DOWNLOAD, now, BODY, BODY).status()).isEqualTo(202);
  }

  /** The administrator's API is for whoever has its permission, however they show who they are. */
  @Test
  void anAdministratorMaySignToo() {
    Instant now = Instant.now();
    String body = "{\"name\":\"signed\"}";
    assertThat(send(ALICE, "PUT", REGISTERED, now, body, body).status()).isEqualTo(403);
    assertThat(send(BOB, "PUT", REGISTERED, now, body, body.replace("ed", "er")).status())
        .isEqualTo(401);
    assertThat(send(BOB, "GET", REGISTERED, now, "", "").status()).isEqualTo(404);
    assertThat(send(BOB, "PUT", REGISTERED, now, body, body).status()).isEqualTo(201);
    assertThat(send(BOB, "GET", REGISTERED, now, "", "").text()).contains("signed");
  }
}
