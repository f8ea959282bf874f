package io.millpond.access.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.millpond.access.Caller;
import io.millpond.access.Identity;
import io.millpond.access.keys.CallerKey;
import io.millpond.access.tokens.SessionTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SessionTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant END = NOW.plusSeconds(3600);
  private static final Signer ISSUER = new Signer();
  private static final Signer SESSION = new Signer();
  private static final String SUBJECT = "ocid1.user.oc1..alice";

  private Instant now = NOW;
  private final RequestSignatures verifier =
      new RequestSignatures(List.of(), Optional.of(ISSUER.publicKey()), () -> now);

  private static RSAKey jwk(Signer signer) {
    return new RSAKey.Builder(signer.publicKey()).keyID("asw").build();
  }

  /** Claims as OCI's tokens have them, with changes. */
  private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .subject(SUBJECT)
            .issuer("authService.oracle.com")
            .claim("tenant", "ocid1.tenancy.oc1..t")
            .claim("jwk", jwk(SESSION).toJSONString())
            .expirationTime(date(END));
    change.accept(claims);
    return claims.build();
  }

  @SuppressWarnings("JavaUtilDate") // what the library takes
  private static Date date(Instant time) {
    return Date.from(time);
  }

  private static String token(Consumer<JWTClaimsSet.Builder> change) {
    return token(JWSAlgorithm.RS256, new RSASSASigner(ISSUER.privateKey()), claims(change));
  }

  private static String token(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("asw").build(), claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Identity verify(Signer signer, String token) {
    HttpText request = signer.sign(Signer.get("/x", now), "ST$" + token);
    return verifier.verify(request.credentials(), () -> {});
  }

  private void assertNobodys(String token) {
    assertThat(verify(SESSION, token)).as(token).isEqualTo(new Identity.Invalid());
  }

  private void assertAlices(String token) {
    assertThat(verify(SESSION, token))
        .as(token)
        .isEqualTo(new Identity.Known(new Caller.Known("oci:" + SUBJECT, END.plusSeconds(60))));
  }

  @Test
  void aSessionSignsForItsSubject() {
    String token = token(claims -> {});
    assertAlices(token);
    assertAlices(token);
    assertThat(verify(new Signer(), token)).isEqualTo(new Identity.Invalid());
    assertThat(verify(ISSUER, token)).isEqualTo(new Identity.Invalid());
  }

  @Test
  void theKeyIsFoundInEveryPlace() {
    Map<String, Object> object = jwk(SESSION).toJSONObject();
    assertAlices(token(claims -> claims.claim("jwk", object)));
    assertAlices(token(claims -> claims.claim("jwk", null).claim("cnf", Map.of("jwk", object))));
    assertAlices(
        token(claims ->
            claims.claim("jwk", null).claim("cnf", Map.of("jwk", jwk(SESSION).toJSONString()))));
    // A confirmation is what the standard has, so it goes before the other.
    assertAlices(
        token(claims ->
            claims.claim("jwk", jwk(ISSUER).toJSONString()).claim("cnf", Map.of("jwk", object))));
  }

  @Test
  void aSessionWithoutAGoodKeyIsNobodys() throws Exception {
    assertNobodys(token(claims -> claims.claim("jwk", null)));
    for (Object key :
        List.of("", "x", "{}", "[]", "null", Map.of(), List.of(), 7, Map.of("kty", "RSA"))) {
      assertNobodys(token(claims -> claims.claim("jwk", key)));
    }
    assertNobodys(token(claims -> claims.claim("cnf", Map.of("jkt", "x"))));
    assertNobodys(token(claims -> claims.claim("cnf", Map.of("jwk", "x"))));
    String weak = jwk(new Signer(1024)).toJSONString();
    assertNobodys(token(claims -> claims.claim("jwk", weak)));
    String curve = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString();
    assertNobodys(token(claims -> claims.claim("jwk", curve)));
    String deep = "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000);
    assertThat(
            new SessionTokens(ISSUER.publicKey(), () -> NOW)
                .find(token(claims -> claims.claim("jwk", deep))))
        .isEmpty();
  }

  @Test
  void aSessionEndsAMinuteAfterItsTime() {
    String token = token(claims -> {});
    String other = token(claims -> claims.claim("other", true));
    assertAlices(token);
    now = END.plusSeconds(59);
    assertAlices(token);
    assertAlices(other);
    now = END.plusSeconds(60);
    assertNobodys(token);
    assertNobodys(other);
    assertNobodys(token(claims -> {}));
  }

  @Test
  void aSessionHasAnEndAndANameAndHasBegun() {
    assertNobodys(token(claims -> claims.expirationTime(null)));
    assertNobodys(token(claims -> claims.claim("exp", "tomorrow")));
    assertNobodys(token(claims -> claims.subject(null)));
    assertNobodys(token(claims -> claims.subject(" ")));
    assertNobodys(token(claims -> claims.subject("a\nb")));
    assertNobodys(token(claims -> claims.subject("x".repeat(513))));
    assertNobodys(token(claims -> claims.notBeforeTime(date(NOW.plusSeconds(61)))));
    assertAlices(token(claims -> claims.notBeforeTime(date(NOW.plusSeconds(60)))));
  }

  @Test
  void aTokenIsTheIssuersAndOfItsAlgorithm() throws Exception {
    JWTClaimsSet claims = claims(none -> {});
    RSASSASigner issuer = new RSASSASigner(ISSUER.privateKey());
    assertAlices(token(JWSAlgorithm.RS256, issuer, claims));
    assertNobodys(token(JWSAlgorithm.RS256, new RSASSASigner(SESSION.privateKey()), claims));
    assertNobodys(token(JWSAlgorithm.RS512, issuer, claims));
    assertNobodys(token(JWSAlgorithm.PS256, issuer, claims));
    byte[] publicKey = ISSUER.publicKey().getEncoded();
    assertNobodys(token(JWSAlgorithm.HS256, new MACSigner(publicKey), claims));
    assertNobodys(new PlainJWT(claims).serialize());
    String good = token(none -> {});
    String[] parts = good.split("\\.", -1);
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    assertNobodys(none + "." + parts[1] + ".");
    assertNobodys(none + "." + parts[1] + "." + parts[2]);
    assertNobodys(parts[0] + "." + parts[1] + ".");
    assertNobodys(parts[0] + "." + parts[1]);
    assertNobodys(parts[0] + ".." + parts[2]);
    assertNobodys(good + ".x");
    assertNobodys("");
    assertNobodys("..");
    String crit = "{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1}";
    assertNobodys(resigned(crit, parts[1]));
    assertAlices(resigned("{\"alg\":\"RS256\"}", parts[1]));
  }

  /** A token with a head of any kind, signed by the issuer. */
  private static String resigned(String head, String payload) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String text = base64.encodeToString(head.getBytes(StandardCharsets.UTF_8)) + "." + payload;
    return text + "." + base64.encodeToString(ISSUER.rsa(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Another spelling would be another token to remember, and push out somebody else's. */
  @Test
  void aTokenHasOneSpelling() {
    String good = token(claims -> {});
    SessionTokens tokens = new SessionTokens(ISSUER.publicKey(), () -> NOW);
    assertThat(tokens.find(good)).isPresent();
    for (int i = 0; i < good.length(); i++) {
      char sign = good.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(tokens.find(good.substring(0, i) + sign + good.substring(i + 1))).isEmpty();
    }
    for (String more : List.of("=", "==", "!", " ", "A", "-", ",", "~".repeat(10_000))) {
      assertThat(tokens.find(good + more)).as(more).isEmpty();
    }
    assertNobodys(good.replace('_', '/').replace('-', '+') + "=");
    assertNobodys(resigned("{\"alg\":\"RS256\",\"alg\":\"RS256\"}", good.split("\\.", -1)[1]));
  }

  @Test
  void aTokenThatIsKnownIsNotVerifiedAgain() {
    SessionTokens tokens = new SessionTokens(ISSUER.publicKey(), () -> NOW);
    String token = token(claims -> {});
    CallerKey key = tokens.find(token).orElseThrow();
    assertThat(tokens.find(token).orElseThrow()).isSameAs(key);
  }
}
