package io.millpond.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.Limits;
import io.millpond.access.Scheme;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.spec.InvalidKeySpecException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DcosTokensTest {
  private static final KeyPair PAIR = TestToken.rsa(2048);
  private static final KeyPair OTHER = TestToken.rsa(2048);
  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final String RS256 = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
  private static final String HS256 = "{\"alg\":\"HS256\"}";
  private static final long NOW = 1_800_000_000;

  private Instant now = Instant.ofEpochSecond(NOW);

  private DcosTokens rs256() throws Exception {
    return DcosTokens.rs256(TestToken.pem(PAIR), none -> false, () -> now);
  }

  private DcosTokens hs256(byte[] file) throws Exception {
    return DcosTokens.hs256(file, none -> false, () -> now);
  }

  private static Credentials credentials(String token) {
    return new Credentials.Token(token, Set.of(Scheme.DCOS));
  }

  private static Identity verify(DcosTokens tokens, String token) {
    // As the decision point asks.
    return tokens
        .remembered(credentials(token))
        .orElseGet(() ->
            tokens.verify(
                credentials(token),
                () -> {
                  throw new AssertionError("nothing to wait for");
                }));
  }

  private static String signed(String claims) {
    return TestToken.rs256(PAIR.getPrivate(), RS256, claims);
  }

  private static Identity known(String principal, Instant expires) {
    return new Identity.Known(new Caller.Known(principal, expires));
  }

  @Test
  void aTokenIsItsUsers() throws Exception {
    assertThat(verify(rs256(), signed("{\"uid\":\"alice\"}")))
        .isEqualTo(known("dcos:alice", Instant.MAX));
    assertThat(verify(hs256(SECRET), TestToken.hs256(SECRET, HS256, "{\"uid\":\"svc\"}")))
        .isEqualTo(known("dcos:svc", Instant.MAX));
  }

  @Test
  void oneNewlineAtTheEndOfTheSecretIsNotPartOfIt() throws Exception {
    byte[] line = Arrays.copyOf(SECRET, SECRET.length + 1);
    line[SECRET.length] = '\n';
    byte[] lines = Arrays.copyOf(line, line.length + 1);
    lines[line.length] = '\n';
    String token = TestToken.hs256(SECRET, HS256, "{\"uid\":\"svc\"}");
    assertThat(verify(hs256(line), token)).isInstanceOf(Identity.Known.class);
    assertThat(verify(hs256(lines), token)).isEqualTo(new Identity.Invalid());
    assertThat(verify(hs256(lines), TestToken.hs256(line, HS256, "{\"uid\":\"svc\"}")))
        .isInstanceOf(Identity.Known.class);
  }

  @Test
  void aTokenCountsToItsEndAndAMinute() throws Exception {
    DcosTokens tokens = rs256();
    String token = signed("{\"uid\":\"alice\",\"exp\":" + NOW + "}");
    Instant end = Instant.ofEpochSecond(NOW + 60);
    now = end.minusNanos(1);
    assertThat(tokens.remembered(credentials(token))).isEmpty();
    assertThat(verify(tokens, token)).isEqualTo(known("dcos:alice", end));
    assertThat(tokens.remembered(credentials(token))).contains(known("dcos:alice", end));
    assertThat(tokens.remembered(credentials(token + "A"))).isEmpty();
    now = end;
    assertThat(tokens.remembered(credentials(token))).isEmpty();
    assertThat(verify(tokens, token)).isEqualTo(new Identity.Invalid(true));
  }

  @Test
  void aTokenCountsFromAMinuteBeforeItsBeginning() throws Exception {
    String token = signed("{\"uid\":\"alice\",\"nbf\":" + NOW + "}");
    now = Instant.ofEpochSecond(NOW - 60);
    assertThat(verify(rs256(), token)).isInstanceOf(Identity.Known.class);
    now = now.minusNanos(1);
    assertThat(verify(rs256(), token)).isEqualTo(new Identity.Invalid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"uid\":null}",
        "{\"uid\":\"\"}",
        "{\"uid\":\" \"}",
        "{\"uid\":1}",
        "{\"uid\":[\"alice\"]}",
        "{\"uid\":\"a\\nb\"}",
        "{\"uid\":\"a\\u0000\"}",
        "{\"uid\":\"\\ud800\"}",
        "{\"uid\":\"mallory\",\"uid\":\"alice\"}",
        "{\"uid\":\"alice\",\"exp\":\"9999999999\"}",
        "{\"uid\":\"alice\",\"exp\":null}",
        "{\"uid\":\"alice\",\"exp\":true}",
        "{\"uid\":\"alice\",\"exp\":-1}",
        "{\"uid\":\"alice\",\"exp\":1e999999999}",
        "{\"uid\":\"alice\",\"exp\":99999999999999999999999999}",
        "{\"uid\":\"alice\",\"exp\":9223372036854775807}",
        "{\"uid\":\"alice\",\"exp\":253402300800}",
        "{\"uid\":\"alice\",\"nbf\":\"0\"}",
        "{\"uid\":\"alice\"",
        "{\"uid\":\"alice\"} {}",
        "[\"uid\"]",
        "\"alice\"",
        "",
      })
  void aTokenThatNamesNobodyProperlyIsNobodys(String claims) throws Exception {
    assertThat(verify(rs256(), signed(claims))).isEqualTo(new Identity.Invalid());
  }

  @Test
  void namesAreOfBoundedLength() throws Exception {
    String longest = "a".repeat(Limits.MAX_NAME_CHARS);
    assertThat(verify(rs256(), signed("{\"uid\":\"" + longest + "\"}")))
        .isEqualTo(known("dcos:" + longest, Instant.MAX));
    assertThat(verify(rs256(), signed("{\"uid\":\"" + longest + "a\"}")))
        .isEqualTo(new Identity.Invalid());
  }

  @Test
  void fractionsOfASecondAreTaken() throws Exception {
    assertThat(verify(rs256(), signed("{\"uid\":\"alice\",\"exp\":" + NOW + ".75}")))
        .isEqualTo(known("dcos:alice", Instant.ofEpochSecond(NOW + 60)));
    assertThat(verify(rs256(), signed("{\"uid\":\"alice\",\"exp\":1.8e9}")))
        .isEqualTo(known("dcos:alice", Instant.ofEpochSecond(NOW + 60)));
  }

  /** Nor does it tell that it would be over. */
  @Test
  void aTokenOfAnotherKeyIsNobodys() throws Exception {
    for (String claims : new String[] {"{\"uid\":\"alice\"}", "{\"uid\":\"alice\",\"exp\":1}"}) {
      assertThat(verify(rs256(), TestToken.rs256(OTHER.getPrivate(), RS256, claims)))
          .isEqualTo(new Identity.Invalid());
    }
  }

  /** The public key is no secret, so nothing may be signed with it, however its bytes are taken. */
  @Test
  void thePublicKeyIsNoSecretOfAnHmac() throws Exception {
    String pem = TestToken.pem(PAIR);
    byte[][] secrets = {
      pem.getBytes(StandardCharsets.US_ASCII),
      pem.strip().getBytes(StandardCharsets.US_ASCII),
      PAIR.getPublic().getEncoded()
    };
    for (byte[] secret : secrets) {
      assertThat(verify(rs256(), TestToken.hs256(secret, HS256, "{\"uid\":\"alice\"}")))
          .isEqualTo(new Identity.Invalid());
    }
    assertThat(verify(hs256(SECRET), signed("{\"uid\":\"alice\"}")))
        .isEqualTo(new Identity.Invalid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"rs256\"}",
        "{\"alg\":\"RS512\"}",
        "{\"alg\":\"PS256\"}",
        "{\"alg\":\"\"}",
        "{\"alg\":null}",
        "{\"alg\":[\"RS256\"]}",
        "{}",
        "{\"alg\":\"RS256\",\"crit\":[]}",
        "{\"alg\":\"RS256\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
        "{\"alg\":\"RS256\",\"b64\":true}",
        "{\"alg\":\"RS256\",\"zip\":\"DEF\"}",
        "{\"alg\":\"RS256\",\"kid\":1}",
        "{\"alg\":\"none\",\"alg\":\"RS256\"}",
        "{\"alg\":\"RS256\",\"alg\":\"RS256\"}",
      })
  void anotherHeaderIsNotTaken(String header) throws Exception {
    assertThat(verify(rs256(), TestToken.rs256(PAIR.getPrivate(), header, "{\"uid\":\"alice\"}")))
        .isEqualTo(new Identity.Invalid());
  }

  @Test
  void aTokenWithoutASignatureIsNobodys() throws Exception {
    for (String algorithm : new String[] {"none", "NONE", "RS256"}) {
      String text =
          TestToken.unsigned("{\"alg\":\"" + algorithm + "\"}", "{\"uid\":\"alice\"}") + ".";
      assertThat(verify(rs256(), text)).isEqualTo(new Identity.Invalid());
    }
  }

  /** So nobody can make other texts of a token that count like it. */
  @Test
  void thereIsOneWayToSpellAToken() throws Exception {
    DcosTokens tokens = hs256(SECRET);
    String token = TestToken.hs256(SECRET, HS256, "{\"uid\":\"svc\"}");
    assertThat(verify(tokens, token)).isInstanceOf(Identity.Known.class);
    char last = token.charAt(token.length() - 1);
    String body = token.substring(0, token.length() - 1);
    String[] others = {
      token + "=",
      token + " ",
      " " + token,
      token + "\n",
      token + ".",
      token + ".x",
      "." + token,
      body + (char) (last + 1),
      body + "=" + last,
      body + "+",
      body,
      token.replace(".", ".."),
      ""
    };
    for (String other : others) {
      assertThat(verify(tokens, other)).as(other).isEqualTo(new Identity.Invalid());
    }
  }

  @Test
  void aTokenIsOfBoundedLengthAndDepth() throws Exception {
    String begin = "{\"uid\":\"alice\",\"x\":\"";
    int around = signed(begin + "\"}").length();
    int fits = (Limits.MAX_TOKEN_CHARS - around) / 4 * 3;
    assertThat(verify(rs256(), signed(begin + "x".repeat(fits) + "\"}")))
        .isInstanceOf(Identity.Known.class);
    assertThat(verify(rs256(), signed(begin + "x".repeat(fits + 6) + "\"}")))
        .isEqualTo(new Identity.Invalid());
    assertThat(verify(rs256(), signed(nested(Limits.MAX_TOKEN_DEPTH - 1))))
        .isInstanceOf(Identity.Known.class);
    assertThat(verify(rs256(), signed(nested(Limits.MAX_TOKEN_DEPTH))))
        .isEqualTo(new Identity.Invalid());
    assertThat(verify(rs256(), signed(nested(5_000)))).isEqualTo(new Identity.Invalid());
  }

  private static String nested(int depth) {
    return "{\"uid\":\"alice\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  @Test
  void claimsWhatNamesAUserOfItsOwn() throws Exception {
    DcosTokens tokens =
        DcosTokens.rs256(
            TestToken.pem(PAIR),
            credentials -> credentials.equals(credentials(signed("{\"uid\":\"theirs\"}"))),
            () -> now);
    assertThat(tokens.claims(credentials(signed("{\"uid\":\"alice\"}")))).isTrue();
    assertThat(tokens.claims(credentials(signed("{\"uid\":\"theirs\"}")))).isFalse();
    assertThat(tokens.claims(credentials(signed("{\"sub\":\"alice\"}")))).isFalse();
    assertThat(tokens.claims(credentials("abc"))).isFalse();
    assertThat(tokens.claims(credentials("..."))).isFalse();
    assertThat(tokens.claims(Credentials.UNREADABLE)).isFalse();
    assertThat(tokens.verify(Credentials.UNREADABLE, () -> {})).isEqualTo(new Identity.Invalid());
  }

  @Test
  void aKeyThatIsNoneOrWeakIsRefused() {
    assertThatThrownBy(() -> DcosTokens.rs256("nothing", none -> false, () -> now))
        .isInstanceOf(InvalidKeySpecException.class)
        .hasMessageContaining("BEGIN PUBLIC KEY");
    assertThatThrownBy(
            () -> DcosTokens.rs256(TestToken.pem(TestToken.rsa(1024)), none -> false, () -> now))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("1024");
    assertThatThrownBy(
            () -> DcosTokens.rs256(TestToken.pem(TestToken.p256()), none -> false, () -> now))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessage("no RSA key");
    assertThatThrownBy(() -> hs256(Arrays.copyOf(SECRET, Limits.MIN_SECRET_BYTES - 1)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessage("shorter than 32 bytes");
  }
}
