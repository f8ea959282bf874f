package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.FIVE;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Tokens of a real OpenID Connect provider: who is let in, while its keys change and while it is
 * away. The order of the methods is for speed only: what takes time goes on beside the others.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealOidcTest {
  @RegisterExtension
  @Order(1)
  static final Keycloak KEYCLOAK = new Keycloak();

  @RegisterExtension
  @Order(2)
  static final MillpondServer SERVER = new MillpondServer(RealOidcTest::prepare);

  private static final KeycloakRealm POND = KEYCLOAK.realm("pond");
  private static final KeycloakRealm LAKE = KEYCLOAK.realm("lake");

  /** An issuer that Millpond is told nothing of. */
  private static final KeycloakRealm SEA = KEYCLOAK.realm("sea");

  private static final TokenKey STRANGER = new TokenKey("a key nobody has published");
  private static final String SESSIONS = FabricCatalog.ITEM + "/livySessions";
  private static final int ROTATIONS = 4;
  private static final int RESERVE = 150;

  private static final AtomicInteger PRIORITY = new AtomicInteger(200);

  private static String takenBack = "";

  private static String prepare(Path directory) throws IOException {
    return GeneratedAgent.prepare(directory)
            .replace(
                "auth: {required: false}\n",
                """
                auth:
                  issuers:
                    - {issuer: "%s", audiences: [millpond], jwks: "%s"}
                    - {issuer: "%s", audiences: [millpond], jwks: "%s"}
                  grants:
                """
                        .formatted(POND.issuer(), POND.keys(), LAKE.issuer(), LAKE.keys())
                    + readsAll("jwt:" + POND.id("reader"))
                    + readsAll("jwt:" + POND.id("lasting"))
                    + readsAll("jwt:" + LAKE.id("lasting"))
                    + readsItem("jwt:" + POND.id("elliptic"))
                    + readsItem("jwt:" + POND.id("brief"))
                    + readsItem("group:" + POND.id("log-readers"))
                    + readsItem("group:/log-readers"))
        + """
        workspaces:
          - {id: %s, items: [{id: %s, type: Notebook}]}
        """
            .formatted(FabricCatalog.WORKSPACE, FabricCatalog.NOTEBOOK);
  }

  private static String readsAll(String principal) {
    return grant(principal, "dcos:adminrouter:ops:system-logs, " + itemRead());
  }

  private static String readsItem(String principal) {
    return grant(principal, itemRead());
  }

  private static String itemRead() {
    return "\"item:" + FabricCatalog.WORKSPACE + "/" + FabricCatalog.NOTEBOOK + ":read\"";
  }

  private static String grant(String principal, String allowed) {
    return "    - {principal: \"" + principal + "\", allow: [" + allowed + "]}\n";
  }

  /** Nobody asks for keys of that realm afterwards, so only the refresh can tell. */
  @BeforeAll
  static void takeAKeyBack() {
    takenBack = LAKE.token("lasting");
    fabric("before it is taken back", takenBack).status(200).run(SERVER);
    String key = LAKE.signingKey();
    LAKE.addKey(101);
    LAKE.deleteKey(key);
  }

  private static Case dcos(String name, String token) {
    return Case.get("DC/OS: " + name, SANDBOX + "/five").header("Authorization: Bearer " + token);
  }

  private static Case fabric(String name, String token) {
    return Case.fabric("Fabric: " + name, SESSIONS).header("Authorization: Bearer " + token);
  }

  private static Stream<Case> granted(String token) {
    return Stream.of(
        dcos("granted", token).status(200).body(FIVE), fabric("granted", token).status(200));
  }

  private static Case refused(String name, String token) {
    return fabric(name, token)
        .fabricError(401, "InvalidToken")
        .headerIs("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }

  private static String user(String client, String user) {
    return POND.login(client, user).path("access_token").asString();
  }

  static Stream<Case> answers() {
    String anna = user("by-id", "anna");
    String otto = user("by-id", "otto");
    Stream<Case> decided =
        Stream.of(
            fabric("a user by the group's id", anna).status(200),
            fabric("a user by the group's path", user("by-path", "anna")).status(200),
            fabric("a user in no group", otto).fabricError(404, "EntityNotFound"),
            dcos("not what the group may", anna).error(403),
            dcos("a user in no group", otto).error(403),
            fabric("ES256", POND.token("elliptic")).status(200));
    return Stream.concat(Stream.concat(granted(POND.token("reader")), decided), keptOut());
  }

  private static Stream<Case> keptOut() {
    JsonNode session = POND.login("by-id", "anna");
    return Stream.of(
        dcos("another audience", POND.token("astray")).error(401),
        dcos("another realm", SEA.token("reader")).error(401),
        refused("another audience", POND.token("astray")),
        refused("another realm", SEA.token("reader")),
        refused("an algorithm that is not taken", POND.token("edwards")),
        refused("an ID token", session.path("id_token").asString()),
        refused("a refresh token", session.path("refresh_token").asString()),
        refused("a key that is nobody's", madeUp()));
  }

  private static String madeUp() {
    return STRANGER.sign(
        "{\"iss\":\"%s\",\"aud\":\"millpond\",\"exp\":9999999999,\"sub\":\"%s\"}"
            .formatted(POND.issuer(), POND.id("reader")));
  }

  @ParameterizedTest
  @MethodSource
  void answers(Case row) {
    row.run(SERVER);
  }

  @Test
  void keysAreChangedUnderLoad() {
    try (OidcLoad load = new OidcLoad(SERVER, () -> POND.token("reader"), RealOidcTest::granted)) {
      load.awaitRounds(4);
      for (int i = 0; i < ROTATIONS; i++) {
        changeKeys(load);
      }
      System.out.println("keys changed " + ROTATIONS + " times: " + load.summary());
    }
  }

  /** A new key, then both, then the new one only; every other time the old one is deleted. */
  private static void changeKeys(OidcLoad load) {
    int priority = PRIORITY.incrementAndGet();
    String kept = POND.token("lasting");
    String key = POND.signingKey();
    POND.addKey(priority);
    load.awaitRounds(10);
    assertThat(POND.signingKey()).isNotEqualTo(key);
    fabric("of the key before", kept).status(200).run(SERVER);
    if (priority % 2 == 0) {
      POND.disableKey(key);
    } else {
      POND.deleteKey(key);
    }
    load.awaitRounds(10);
    // To look for the key of this one, it has to fetch the keys.
    refused("a key that is nobody's", madeUp()).run(SERVER);
    refused("of a key that was taken back", kept).run(SERVER);
    load.awaitRounds(4);
  }

  @Test
  void theProviderIsAwayUnderLoad() {
    List<String> reserve = new ArrayList<>();
    for (int i = 0; i < RESERVE; i++) {
      reserve.add(POND.token("lasting"));
    }
    AtomicInteger next = new AtomicInteger();
    try (OidcLoad load = new OidcLoad(SERVER, () -> POND.token("reader"), RealOidcTest::granted)) {
      load.awaitRounds(4);
      load.takeFrom(() -> reserve.get(next.getAndIncrement() % RESERVE));
      load.awaitRounds(1);
      KEYCLOAK.stop();
      fabric("a new key", madeUp()).fabricError(503, "ServiceUnavailable").run(SERVER);
      load.awaitRounds(40);
      fabric("a new key, still", madeUp()).fabricError(503, "ServiceUnavailable").run(SERVER);
      KEYCLOAK.startAgain();
      load.takeFrom(() -> POND.token("reader"));
      load.awaitRounds(10);
      await("keys are to be had again")
          .atMost(Limits.FOLLOW_TIMEOUT)
          .untilAsserted(() -> refused("a key that is nobody's", madeUp()).run(SERVER));
      changeKeys(load);
      System.out.println("the provider went and came: " + load.summary());
    }
  }

  /** It lives for a second, and a minute more is allowed for clocks that differ. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void aTokenIsOver() {
    String brief = POND.token("brief");
    fabric("not over yet", brief).status(200).run(SERVER);
    await()
        .atMost(Limits.LAB_TIMEOUT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> fabric("over", brief).fabricError(401, "TokenExpired").run(SERVER));
    dcos("over", brief).error(401).run(SERVER);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aKeyThatWasTakenBackCountsUntilTheRefreshOnly() {
    await()
        .atMost(Limits.TAKEN_BACK_TIMEOUT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> refused("of a key that was taken back", takenBack).run(SERVER));
    granted(LAKE.token("lasting")).forEach(row -> row.run(SERVER));
  }
}
