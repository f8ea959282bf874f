package io.millpond.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.Scheme;
import io.millpond.access.Scopes;
import io.millpond.access.Verifier;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is sent for a token: nothing but an answer comes of it. */
class HostileTokensTest {
  private static final KeyPair PAIR = TestToken.rsa(2048);
  private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(1_800_000_000);
  private static final String ISS = "https://id.example.com";
  private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k\"}";

  /** Values of every type, and of the wrong form. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "-0.0",
          "1e400",
          "-1e400",
          "9".repeat(90),
          "9".repeat(200),
          "\"\"",
          "\"\\u0000\"",
          "\"\\udfff\\ud800\"",
          "\"" + "é".repeat(2_000) + "\"",
          "[]",
          "[[]]",
          "[null]",
          "{}",
          "{\"\":{}}");

  private static final List<String> NAMES =
      List.of(
          "iss",
          "aud",
          "exp",
          "nbf",
          "tid",
          "oid",
          "sub",
          "uid",
          "scp",
          "idtyp",
          "groups",
          "_claim_names",
          "hasgroups");

  private static void ask(Verifier verifier, String token) {
    Credentials credentials = new Credentials.Token(token, Set.of(Scheme.values()));
    if (verifier.claims(credentials)) {
      assertThat(verifier.verify(credentials, () -> {}))
          .isInstanceOfAny(Identity.Known.class, Identity.Invalid.class);
    }
    assertThat(verifier.verify(credentials, () -> {}))
        .isInstanceOfAny(Identity.Known.class, Identity.Invalid.class);
  }

  private static String claims(String changed, String value) {
    StringBuilder claims = new StringBuilder("{");
    for (String name : NAMES) {
      String usual =
          switch (name) {
            case "iss" -> "\"" + ISS + "\"";
            case "aud" -> "\"a\"";
            case "exp" -> "1800000001";
            case "nbf" -> "1";
            default -> "\"x\"";
          };
      claims
          .append(claims.length() == 1 ? "" : ",")
          .append('"')
          .append(name)
          .append("\":")
          .append(name.equals(changed) ? value : usual);
    }
    return claims.append('}').toString();
  }

  @Test
  void everyClaimMayBeAnything() throws Exception {
    Published keys = new Published(Published.key("k", PAIR));
    Issuer issuer = new Issuer(ISS, Set.of("a"), Set.of("RS256"), Scopes.ALL, keys);
    Issuer any = new Issuer(ISS + "/{tenantid}", Set.of("a"), Set.of("RS256"), Scopes.ALL, keys);
    DcosTokens dcos = DcosTokens.rs256(TestToken.pem(PAIR), none -> false, CLOCK);
    try (IssuerTokens issuers = IssuerTokens.start(List.of(issuer, any), CLOCK)) {
      for (String name : NAMES) {
        for (String value : VALUES) {
          String token = TestToken.rs256(PAIR.getPrivate(), HEADER, claims(name, value));
          ask(dcos, token);
          ask(issuers, token);
        }
      }
    }
  }

  @Test
  void noChangeOfATokenIsAToken() throws Exception {
    DcosTokens dcos = DcosTokens.rs256(TestToken.pem(PAIR), none -> false, CLOCK);
    String token = TestToken.rs256(PAIR.getPrivate(), HEADER, claims("", ""));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder changed = new StringBuilder(token);
      int at = random.nextInt(token.length());
      switch (random.nextInt(3)) {
        case 0 -> changed.setCharAt(at, (char) random.nextInt(0x180));
        case 1 -> changed.deleteCharAt(at);
        default -> changed.insert(at, (char) random.nextInt(0x180));
      }
      if (!changed.toString().equals(token)) {
        Credentials credentials = new Credentials.Token(changed.toString(), Set.of(Scheme.DCOS));
        assertThat(dcos.verify(credentials, () -> {}))
            .as("seed %d, change %d", seed, i)
            .isEqualTo(new Identity.Invalid());
      }
    }
  }
}
