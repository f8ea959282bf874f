package io.millpond.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.Limits;
import io.millpond.access.Scheme;
import io.millpond.access.Scopes;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTokensTest {
  private static final KeyPair PAIR = TestToken.rsa(2048);
  private static final KeyPair OTHER = TestToken.rsa(2048);
  private static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
  private static final String FOREIGN = "9188040d-6c67-4c5b-b112-36a304b66dad";
  private static final String OID = "690222be-ff1a-4d56-abd1-7e4f7d38e474";
  private static final String ENTRA = "https://login.microsoftonline.com/" + TENANT + "/v2.0";
  private static final String ENTRA_V1 = "https://sts.windows.net/" + TENANT + "/";
  private static final String ANY = "https://login.microsoftonline.com/{tenantid}/v2.0";
  private static final String PLAIN = "https://id.example.com";
  private static final String AUDIENCE = "https://api.fabric.microsoft.com";
  private static final Set<String> ALGORITHMS = Set.of("RS256", "PS256", "ES256");
  private static final long NOW = 1_800_000_000;
  private static final Instant END = Instant.ofEpochSecond(NOW + 60 + 60);

  private final List<IssuerTokens> started = new ArrayList<>();
  private final Published published = new Published(Published.key("k1", PAIR));
  private final AtomicLong nanos = new AtomicLong();
  private Instant now = Instant.ofEpochSecond(NOW);

  @AfterEach
  void close() {
    started.forEach(IssuerTokens::close);
  }

  private Issuer issuer(String name) {
    return new Issuer(name, Set.of(AUDIENCE, "other"), ALGORITHMS, Scopes.ALL, published);
  }

  private IssuerTokens start(Issuer... issuers) {
    Duration hour = Duration.ofHours(1);
    SigningKeys.Timing timing =
        new SigningKeys.Timing(hour, hour, Duration.ZERO, hour, Duration.ofMinutes(1), 10);
    IssuerTokens tokens =
        IssuerTokens.start(
            List.of(issuers),
            () -> now,
            one -> SigningKeys.start(one.name(), one.keys(), timing, nanos::get));
    started.add(tokens);
    return tokens;
  }

  private static Credentials credentials(String token) {
    return new Credentials.Token(token, Set.of(Scheme.JWT));
  }

  private static Identity verify(IssuerTokens tokens, String token) {
    assertThat(tokens.claims(credentials(token))).isTrue();
    // As the decision point asks.
    return tokens
        .remembered(credentials(token))
        .orElseGet(() -> tokens.verify(credentials(token), () -> {}));
  }

  private static Caller.Known caller(IssuerTokens tokens, String token) {
    Identity identity = verify(tokens, token);
    assertThat(identity).isInstanceOf(Identity.Known.class);
    return (Caller.Known) ((Identity.Known) identity).caller();
  }

  private static String header(String kid) {
    return "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}";
  }

  private static String signed(String claims) {
    return TestToken.rs256(PAIR.getPrivate(), header("k1"), claims);
  }

  /** Claims of an issuer that last a minute, and more of them. */
  private static String claims(String iss, String more) {
    return "{\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d%s}"
        .formatted(iss, AUDIENCE, NOW + 60, more.isEmpty() ? "" : "," + more);
  }

  private static String of(String tid) {
    return "\"sub\":\"s\",\"tid\":\"" + tid + "\",\"oid\":\"" + OID + "\"";
  }

  @Test
  void aUserOfATenantWithWhatTheyLetTheApplicationDo() {
    String token =
        signed(claims(ENTRA, of(TENANT) + ",\"scp\":\"Item.Read.All  Notebook.Read.All\""));
    Caller.Known expected =
        new Caller.Known(
            "jwt:" + TENANT + "/" + OID,
            Set.of(),
            Optional.of(TENANT),
            Optional.of(Set.of("Item.Read.All", "Notebook.Read.All")),
            END);
    IssuerTokens tokens = start(issuer(ENTRA));
    assertThat(caller(tokens, token)).isEqualTo(expected);
    assertThat(tokens.remembered(credentials(token))).contains(new Identity.Known(expected));
  }

  @Test
  void anApplicationActsForItself() {
    IssuerTokens tokens = start(issuer(ENTRA_V1));
    for (String more : List.of("", ",\"idtyp\":\"app\"", ",\"roles\":[\"x\"]")) {
      assertThat(caller(tokens, signed(claims(ENTRA_V1, of(TENANT) + more))).delegatedScopes())
          .isEmpty();
    }
  }

  @Test
  void aUserWhoLetItDoNothing() {
    IssuerTokens tokens = start(issuer(ENTRA));
    for (String more :
        List.of("\"idtyp\":\"user\"", "\"scp\":\"\"", "\"scp\":null", "\"scp\":{\"a\":1}")) {
      assertThat(caller(tokens, signed(claims(ENTRA, of(TENANT) + "," + more))).delegatedScopes())
          .as(more)
          .contains(Set.of());
    }
  }

  @Test
  void groupsCountWhereTheTokenHasThemAll() {
    IssuerTokens tokens = start(issuer(ENTRA));
    String groups = ",\"groups\":[\"g1\",\"g2\"]";
    assertThat(caller(tokens, signed(claims(ENTRA, of(TENANT) + groups))).groups())
        .containsExactlyInAnyOrder("group:g1", "group:g2");
    for (String more :
        List.of(
            groups + ",\"hasgroups\":true",
            groups + ",\"_claim_names\":{\"groups\":\"src1\"}",
            ",\"groups\":7",
            ",\"groups\":[\"g1\",7]",
            ",\"groups\":[\"\",\"a\\nb\"]")) {
      assertThat(caller(tokens, signed(claims(ENTRA, of(TENANT) + more))).groups())
          .as(more)
          .isEmpty();
    }
  }

  @Test
  void whoHasNoObjectIdIsTheSubject() {
    IssuerTokens tokens = start(issuer(PLAIN), issuer(ENTRA));
    assertThat(caller(tokens, signed(claims(PLAIN, "\"sub\":\"auth0|7\""))))
        .isEqualTo(new Caller.Known("jwt:auth0|7", END));
    assertThat(caller(tokens, signed(claims(PLAIN, "\"sub\":\"repo:a/b\""))).principal())
        .isEqualTo("jwt:repo:a/b");
    assertThat(
            caller(tokens, signed(claims(ENTRA, "\"sub\":\"s\",\"tid\":\"" + TENANT + "\"")))
                .principal())
        .isEqualTo("jwt:s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"oid\":\"" + OID + "\",\"tid\":\"" + FOREIGN + "\",\"sub\":\"s\"",
        "\"tid\":\"" + FOREIGN + "\",\"sub\":\"s\"",
        "\"tid\":7,\"oid\":\"" + OID + "\",\"sub\":\"s\"",
        "\"tid\":\"" + TENANT + "\",\"oid\":\"\",\"sub\":\"s\"",
        "\"tid\":\"" + TENANT + "\",\"oid\":{},\"sub\":\"s\"",
        "\"tid\":\"" + TENANT + "\",\"oid\":\"a\\nb\",\"sub\":\"s\"",
        "\"tid\":\"" + TENANT + "\"",
        "\"sub\":\"\"",
        "\"sub\":7",
        "\"upn\":\"admin@example.com\"",
      })
  void whoIsNotProperlyNamedIsNobody(String more) {
    assertThat(verify(start(issuer(ENTRA)), signed(claims(ENTRA, more))))
        .isEqualTo(new Identity.Invalid());
  }

  /** Whatever a less careful issuer lets people write into their tokens. */
  @Test
  void noIssuerSpeaksForAnothersTenant() {
    for (Issuer entra : List.of(issuer(ENTRA), issuer(ENTRA_V1), issuer(ANY))) {
      IssuerTokens tokens = start(entra, issuer(PLAIN));
      for (String more :
          List.of(
              of(TENANT),
              "\"sub\":\"" + TENANT + "/" + OID + "\"",
              "\"sub\":\"x\",\"tid\":\"" + TENANT + "\"")) {
        assertThat(verify(tokens, signed(claims(PLAIN, more))))
            .as(entra.name() + " " + more)
            .isEqualTo(new Identity.Invalid());
      }
      assertThat(verify(tokens, signed(claims(PLAIN, of("nobodys")))))
          .isInstanceOf(Identity.Known.class);
    }
  }

  @Test
  void aTokenIsForThisService() {
    IssuerTokens tokens = start(issuer(ENTRA));
    String before = "{\"iss\":\"" + ENTRA + "\",\"exp\":" + (NOW + 60) + "," + of(TENANT);
    for (String good : List.of("\"" + AUDIENCE + "\"", "\"other\"", "[\"x\",\"other\"]")) {
      assertThat(verify(tokens, signed(before + ",\"aud\":" + good + "}")))
          .as(good)
          .isInstanceOf(Identity.Known.class);
    }
    for (String bad :
        List.of("\"" + AUDIENCE + "/\"", "\"Other\"", "[]", "[\"other\",7]", "7", "null", "{}")) {
      assertThat(verify(tokens, signed(before + ",\"aud\":" + bad + "}")))
          .as(bad)
          .isEqualTo(new Identity.Invalid());
    }
    assertThat(verify(tokens, signed(before + "}"))).isEqualTo(new Identity.Invalid());
  }

  @Test
  void aTokenThatIsOverSaysSoOnlyWhereItWasGood() {
    IssuerTokens tokens = start(issuer(ENTRA));
    String token = signed(claims(ENTRA, of(TENANT)));
    now = END.minusNanos(1);
    assertThat(verify(tokens, token)).isInstanceOf(Identity.Known.class);
    now = END;
    assertThat(verify(tokens, token)).isEqualTo(new Identity.Invalid(true));
    assertThat(
            verify(
                tokens,
                TestToken.rs256(OTHER.getPrivate(), header("k1"), claims(ENTRA, of(TENANT)))))
        .isEqualTo(new Identity.Invalid());
    assertThat(verify(tokens, signed(claims(ENTRA, of(FOREIGN)))))
        .isEqualTo(new Identity.Invalid());
  }

  @Test
  void aTokenHasToEnd() {
    String endless = "{\"iss\":\"%s\",\"aud\":\"other\",%s}".formatted(ENTRA, of(TENANT));
    assertThat(verify(start(issuer(ENTRA)), signed(endless))).isEqualTo(new Identity.Invalid());
  }

  @Test
  void aTokenBegins() {
    IssuerTokens tokens = start(issuer(ENTRA));
    String token = signed(claims(ENTRA, of(TENANT) + ",\"nbf\":" + (NOW + 60)));
    assertThat(verify(tokens, token)).isInstanceOf(Identity.Known.class);
    token = signed(claims(ENTRA, of(TENANT) + ",\"nbf\":" + (NOW + 61)));
    assertThat(verify(tokens, token)).isEqualTo(new Identity.Invalid());
  }

  @Test
  void claimsTokensOfItsIssuersOnly() {
    IssuerTokens tokens = start(issuer(ENTRA), issuer(ANY.replace("v2.0", "x")));
    for (String iss : List.of(PLAIN, ENTRA + "/", ENTRA.toUpperCase(Locale.ROOT), "")) {
      assertThat(tokens.claims(credentials(signed(claims(iss, of(TENANT)))))).as(iss).isFalse();
    }
    assertThat(tokens.claims(credentials(signed("{\"iss\":7}")))).isFalse();
    assertThat(tokens.claims(credentials("x.y.z"))).isFalse();
    assertThat(tokens.claims(Credentials.NONE)).isFalse();
    assertThat(tokens.verify(Credentials.NONE, () -> {})).isEqualTo(new Identity.Invalid());
    assertThat(tokens.verify(credentials("x"), () -> {})).isEqualTo(new Identity.Invalid());
  }

  @Test
  void anIssuerOfAllTenantsIsTheOneThatTheTokenNames() {
    published.publish(
        """
        {"keys":[%s,%s]}\
        """
            .formatted(
                withIssuer(Published.key("any", PAIR), ANY),
                withIssuer(Published.key("one", OTHER), ANY.replace(Issuer.PLACEHOLDER, FOREIGN))));
    IssuerTokens tokens = start(issuer(ANY));
    for (String tenant : List.of(TENANT, FOREIGN)) {
      String iss = ANY.replace(Issuer.PLACEHOLDER, tenant);
      String claims = claims(iss, of(tenant));
      assertThat(caller(tokens, TestToken.rs256(PAIR.getPrivate(), header("any"), claims)))
          .extracting(Caller.Known::principal, Caller.Known::tenant)
          .containsExactly("jwt:" + tenant + "/" + OID, Optional.of(tenant));
      assertThat(verify(tokens, TestToken.rs256(OTHER.getPrivate(), header("one"), claims)))
          .as("a key of one tenant alone")
          .isInstanceOf(tenant.equals(FOREIGN) ? Identity.Known.class : Identity.Invalid.class);
      assertThat(tokens.claims(credentials(signed(claims(iss, of("no-uuid")))))).isFalse();
    }
    String iss = ANY.replace(Issuer.PLACEHOLDER, FOREIGN);
    assertThat(tokens.claims(credentials(signed(claims(iss, of(TENANT)))))).isFalse();
    assertThat(tokens.claims(credentials(signed(claims(ANY, of(TENANT)))))).isFalse();
  }

  @Test
  void whatStandsForAllThatTheUserMayIsTheIssuersToName() {
    published.publish(Published.key("k1", PAIR));
    Issuer named =
        new Issuer(PLAIN, Set.of(AUDIENCE), ALGORITHMS, Set.of("Logs.Read", "logs"), published);
    assertThat(scopes(named, "openid Logs.Read")).containsAll(Scopes.ALL).contains("openid");
    assertThat(scopes(named, "user_impersonation")).isEmpty();
    assertThat(scopes(issuer(PLAIN), "Logs.Read")).containsExactly("Logs.Read");
    assertThat(scopes(issuer(PLAIN), "user_impersonation")).isEqualTo(Scopes.ALL);
  }

  private Set<String> scopes(Issuer issuer, String scp) {
    String token = signed(claims(PLAIN, "\"sub\":\"s\",\"scp\":\"" + scp + "\""));
    return caller(start(issuer), token).delegatedScopes().orElseThrow();
  }

  private static String withIssuer(JWK key, String issuer) {
    return key.toJSONString().replaceFirst("\\{", "{\"issuer\":\"" + issuer + "\",");
  }

  @Test
  void onlyConfiguredAlgorithmsAreTaken() {
    KeyPair curve = TestToken.p256();
    ECKey ec = new ECKey.Builder(Curve.P_256, (ECPublicKey) curve.getPublic()).keyID("e").build();
    published.publish(ec, Published.key("k1", PAIR));
    String claims = claims(PLAIN, "\"sub\":\"s\"");
    String token = TestToken.es256(curve.getPrivate(), "{\"alg\":\"ES256\",\"kid\":\"e\"}", claims);
    assertThat(verify(start(issuer(PLAIN)), token)).isInstanceOf(Identity.Known.class);
    Issuer rsaOnly = new Issuer(PLAIN, Set.of(AUDIENCE), Set.of("RS512"), Scopes.ALL, published);
    assertThat(verify(start(rsaOnly), token)).isEqualTo(new Identity.Invalid());
    assertThat(verify(start(rsaOnly), signed(claims))).isEqualTo(new Identity.Invalid());
    for (String algorithm : List.of("none", "HS256", "RS384")) {
      String forged =
          TestToken.hs256(
              PAIR.getPublic().getEncoded(),
              "{\"alg\":\"" + algorithm + "\",\"kid\":\"k1\"}",
              claims);
      assertThat(verify(start(issuer(PLAIN)), forged)).isEqualTo(new Identity.Invalid());
    }
  }

  @Test
  void aTokenWithoutAKeyIdIsOfTheOnlyKeyThatFits() {
    String token =
        TestToken.rs256(PAIR.getPrivate(), "{\"alg\":\"RS256\"}", claims(PLAIN, "\"sub\":\"s\""));
    assertThat(verify(start(issuer(PLAIN)), token)).isInstanceOf(Identity.Known.class);
    published.publish(Published.key("k1", PAIR), Published.key("k2", OTHER));
    assertThat(verify(start(issuer(PLAIN)), token)).isEqualTo(new Identity.Invalid());
  }

  @Test
  void aRememberedTokenStopsToCountWithItsKey() {
    IssuerTokens tokens = start(issuer(PLAIN));
    String token = signed(claims(PLAIN, "\"sub\":\"s\""));
    assertThat(verify(tokens, token)).isInstanceOf(Identity.Known.class);
    published.publish(Published.key("k2", OTHER));
    assertThat(verify(tokens, token)).as("not fetched yet").isInstanceOf(Identity.Known.class);
    String next = TestToken.rs256(OTHER.getPrivate(), header("k2"), claims(PLAIN, "\"sub\":\"t\""));
    assertThat(verify(tokens, next)).isInstanceOf(Identity.Known.class);
    assertThat(verify(tokens, token)).isEqualTo(new Identity.Invalid());
  }

  @Test
  void whereKeysCannotBeHadItCannotBeTold() {
    published.setDown(true);
    IssuerTokens tokens = start(issuer(PLAIN));
    String token = signed(claims(PLAIN, "\"sub\":\"s\""));
    assertThat(verify(tokens, token)).isEqualTo(new Identity.Undecided(Limits.KEYS_INTERVAL));
    assertThat(verify(tokens, signed(claims(PLAIN, "\"sub\":7"))))
        .isEqualTo(new Identity.Undecided(Limits.KEYS_INTERVAL));
    published.setDown(false);
    assertThat(verify(tokens, token)).isInstanceOf(Identity.Known.class);
  }
}
