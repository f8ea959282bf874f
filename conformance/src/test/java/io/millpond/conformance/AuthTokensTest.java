package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.AGENT_LOGS;
import static io.millpond.conformance.GeneratedAgent.FIVE;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens against the real process: who is let in, by which token, to what the grants say. */
class AuthTokensTest {
  private static final TokenKey DCOS = new TokenKey("dcos");
  private static final TokenKey ENTRA = new TokenKey("entra");
  private static final TokenKey STRANGER = new TokenKey("entra");
  private static final TokenKey ROTATED = new TokenKey("rotated");

  private static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
  private static final String FOREIGN = "9188040d-6c67-4c5b-b112-36a304b66dad";
  private static final String USER = "690222be-ff1a-4d56-abd1-7e4f7d38e474";
  private static final String NOBODY = "790222be-ff1a-4d56-abd1-7e4f7d38e474";
  private static final String GROUP = "890222be-ff1a-4d56-abd1-7e4f7d38e474";
  private static final String ISSUER = "https://login.microsoftonline.com/" + TENANT + "/v2.0";
  private static final String ROTATING = "https://sts.windows.net/" + TENANT + "/";
  private static final String KEYLESS = "https://id.example.com";
  private static final String AUDIENCE = "https://api.fabric.microsoft.com";
  private static final String SESSIONS = FabricCatalog.ITEM + "/livySessions";

  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(AuthTokensTest::prepare);

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static String prepare(Path directory) throws IOException {
    Files.writeString(directory.resolve("dcos.pem"), DCOS.pem());
    Files.writeString(directory.resolve("jwks.json"), ENTRA.jwks());
    Files.writeString(directory.resolve("rotating.json"), ENTRA.jwks());
    Files.writeString(directory.resolve("none.json"), "{}");
    return GeneratedAgent.prepare(directory)
            .replace(
                "auth: {required: false}\n",
                """
                auth:
                  dcos: {publicKey: dcos.pem}
                  issuers:
                    - {issuer: "%s", audiences: ["%s"], jwks: jwks.json}
                    - {issuer: "%s", audiences: ["%s"], jwks: "file:rotating.json"}
                    - {issuer: "%s", audiences: ["%s"], jwks: none.json}
                  grants:
                    - {principal: dcos:ops, allow: [dcos:adminrouter:ops:system-logs]}
                    - {principal: dcos:root, allow: [dcos:superuser]}
                    - {principal: jwt:%s/%s, allow: [dcos:superuser]}
                    - {principal: group:%s, allow: ["item:%s/%s:read"]}
                """
                    .formatted(
                        ISSUER,
                        AUDIENCE,
                        ROTATING,
                        AUDIENCE,
                        KEYLESS,
                        AUDIENCE,
                        TENANT,
                        USER,
                        GROUP,
                        FabricCatalog.WORKSPACE,
                        FabricCatalog.NOTEBOOK))
        + """
        workspaces:
          - {id: %s, items: [{id: %s, type: Notebook}]}
        """
            .formatted(FabricCatalog.WORKSPACE, FabricCatalog.NOTEBOOK);
  }

  private static String user(String uid) {
    return "{\"uid\":\"" + uid + "\"}";
  }

  private static Case dcos(String name, String header) {
    return Case.get("DC/OS: " + name, SANDBOX + "/five").header(header);
  }

  static Stream<Case> letIn() {
    String ops = DCOS.sign(user("ops"));
    String jwt = ENTRA.sign(entra(USER, ""));
    return Stream.of(
        dcos("token=", "Authorization: token=" + ops).status(200).body(FIVE),
        dcos("Bearer", "Authorization: Bearer " + ops).status(200).body(FIVE),
        dcos("the cookie", "Cookie: a=b; dcos-acs-auth-cookie=" + ops).status(200).body(FIVE),
        dcos("an issuer's token", "Authorization: Bearer " + jwt).status(200).body(FIVE),
        dcos(
                "for a user who lets it do all",
                "Authorization: Bearer "
                    + ENTRA.sign(entra(USER, ",\"scp\":\"x user_impersonation\"")))
            .status(200)
            .body(FIVE),
        dcos(
                "for a user who does not",
                "Authorization: Bearer "
                    + ENTRA.sign(entra(USER, ",\"scp\":\"Item.Read.All openid\"")))
            .error(403),
        dcos("one that lasts", "Authorization: token=" + DCOS.sign(expiring("ops", now() + 600)))
            .status(200),
        dcos("no grant", "Authorization: token=" + DCOS.sign(user("nobody"))).error(403),
        Case.get("DC/OS: another grant", AGENT_LOGS + "/component")
            .header("Authorization: token=" + ops)
            .error(403),
        Case.get("DC/OS: every grant", AGENT_LOGS + "/component")
            .header("Authorization: token=" + DCOS.sign(user("root")))
            .status(200, 204));
  }

  private static String expiring(String uid, long exp) {
    return "{\"uid\":\"" + uid + "\",\"exp\":" + exp + "}";
  }

  static Stream<Case> keptOut() {
    String good = DCOS.sign(user("ops"));
    return Stream.of(
            DCOS.sign(expiring("ops", now() - 600)),
            STRANGER.sign(user("ops")),
            DCOS.unsigned(user("ops")),
            DCOS.confuse(user("ops")),
            DCOS.sign("{\"uid\":\"\"}"),
            DCOS.sign("{}"),
            // The name of a DC/OS user is not for an issuer to give.
            ENTRA.sign(user("ops")),
            DCOS.sign(entra(USER, ",\"uid\":\"ops\"")),
            good.substring(0, good.length() - 4),
            good + "=",
            "a".repeat(12_000))
        .map(token ->
            dcos(
                    "401 " + token.substring(0, Math.min(9, token.length())) + token.hashCode(),
                    "Authorization: token=" + token)
                .error(401)
                .headerIs("WWW-Authenticate", "oauthjwt")
                .expect("not a word of the token", r -> !r.text().contains("eyJ")));
  }

  private static String claims(String iss, String tid, String aud, long exp, String more) {
    return "{\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"nbf\":%d,\"tid\":\"%s\",\"sub\":\"s\"%s}"
        .formatted(iss, aud, exp, now() - 10, tid, more);
  }

  private static String entra(String oid, String more) {
    return claims(ISSUER, TENANT, AUDIENCE, now() + 3600, ",\"oid\":\"" + oid + "\"" + more);
  }

  private static Case fabric(String name, String token) {
    return Case.fabric("Fabric: " + name, SESSIONS).header("Authorization: Bearer " + token);
  }

  static Stream<Case> fabricLetsIn() {
    String inGroup = ",\"groups\":[\"" + GROUP + "\"]";
    return Stream.of(
        fabric("an application", ENTRA.sign(entra(USER, ""))).status(200),
        fabric("a user with a scope", ENTRA.sign(entra(USER, ",\"scp\":\"x Item.Read.All\"")))
            .status(200),
        fabric("a user's kind of scope", ENTRA.sign(entra(USER, ",\"scp\":\"Notebook.Read.All\"")))
            .status(200),
        fabric("a group", ENTRA.sign(entra(NOBODY, inGroup))).status(200),
        fabric("another kind's scope", ENTRA.sign(entra(USER, ",\"scp\":\"Lakehouse.Read.All\"")))
            .fabricError(403, "InsufficientScopes"),
        fabric("a user's word of no scopes", ENTRA.sign(entra(USER, ",\"idtyp\":\"user\"")))
            .fabricError(403, "InsufficientScopes"),
        fabric("nobody's grant", ENTRA.sign(entra(NOBODY, ""))).fabricError(404, "EntityNotFound"),
        fabric("too many groups", ENTRA.sign(entra(NOBODY, inGroup + ",\"hasgroups\":true")))
            .fabricError(404, "EntityNotFound"));
  }

  static Stream<Case> fabricKeepsOut() {
    String oid = ",\"oid\":\"" + USER + "\"";
    List<Case> invalid =
        List.of(
            fabric("other audience", signed(ISSUER, TENANT, AUDIENCE + "/", now() + 60, oid)),
            fabric("other tenant", signed(ISSUER, FOREIGN, AUDIENCE, now() + 60, oid)),
            fabric("other issuer", signed(ISSUER + "/", TENANT, AUDIENCE, now() + 60, oid)),
            fabric("other key", STRANGER.sign(entra(USER, ""))),
            fabric("other key, over", STRANGER.sign(over(oid))),
            fabric("no signature", ENTRA.unsigned(entra(USER, ""))),
            fabric("confusion", ENTRA.confuse(entra(USER, ""))),
            fabric("DC/OS", DCOS.sign(user("root"))),
            fabric("an unknown word", "abc"));
    return Stream.concat(
        invalid.stream()
            .map(row ->
                row.fabricError(401, "InvalidToken")
                    .headerIs("WWW-Authenticate", "Bearer error=\"invalid_token\"")),
        Stream.of(
            fabric("over", ENTRA.sign(over(oid))).fabricError(401, "TokenExpired"),
            Case.fabric("Fabric: none", SESSIONS).fabricError(401, "TokenIsMissing"),
            Case.fabric("Fabric: token=", SESSIONS)
                .header("Authorization: token=" + ENTRA.sign(entra(USER, "")))
                .fabricError(401, "InvalidToken")));
  }

  private static String signed(String iss, String tid, String aud, long exp, String more) {
    return ENTRA.sign(claims(iss, tid, aud, exp, more));
  }

  private static String over(String oid) {
    return claims(ISSUER, TENANT, AUDIENCE, now() - 3600, oid);
  }

  @ParameterizedTest
  @MethodSource({"letIn", "keptOut", "fabricLetsIn", "fabricKeepsOut"})
  void answers(Case row) {
    row.run(SERVER);
  }

  /** In the background, for it is ten seconds of waiting until keys may be fetched again. */
  private static final CompletableFuture<Boolean> KEYS_CHANGED = new CompletableFuture<>();

  @BeforeAll
  static void changeKeys() {
    Thread.startVirtualThread(() -> {
      try {
        keysAreChanged();
        KEYS_CHANGED.complete(true);
      } catch (IOException | AssertionError | RuntimeException failure) {
        KEYS_CHANGED.completeExceptionally(failure);
      }
    });
  }

  @Test
  void keysAreChangedWhileItRuns() throws Exception {
    assertThat(KEYS_CHANGED.get(Limits.LAB_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  /** A token of the new key is good at once, one of the old key no more, though it was before. */
  private static void keysAreChanged() throws IOException {
    String claims = claims(ROTATING, TENANT, AUDIENCE, now() + 3600, ",\"oid\":\"" + USER + "\"");
    String before = ENTRA.sign(claims);
    fabric("before", before).status(200).run(SERVER);
    Path keys = SERVER.directory().resolve("rotating.json");
    Path next = SERVER.directory().resolve("next.json");
    Files.writeString(next, ROTATED.jwks());
    Files.move(next, keys, StandardCopyOption.ATOMIC_MOVE);
    fabric("after", ROTATED.sign(claims)).status(200).run(SERVER);
    await()
        .untilAsserted(
            () -> fabric("the old key", before).fabricError(401, "InvalidToken").run(SERVER));
  }

  @Test
  void whereKeysAreNotToBeHadItIsNobodysFault() {
    fabric("no keys", ENTRA.sign(claims(KEYLESS, "t", AUDIENCE, now() + 3600, "")))
        .fabricError(503, "ServiceUnavailable")
        .headerMatches("Retry-After", "[1-9][0-9]*")
        .run(SERVER);
  }
}
