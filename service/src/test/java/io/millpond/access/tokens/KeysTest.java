package io.millpond.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.millpond.access.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final KeyPair PAIR = TestToken.rsa(2048);
  private static final RSAKey KEY = Published.key("a", PAIR);

  private static Keys read(String... keys) throws IOException {
    String set = "{\"keys\":[" + String.join(",", keys) + "]}";
    return Keys.read(set.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean selects(Keys keys, String header) throws UnfitTokenException {
    Jws token = Jws.parse(TestToken.rs256(PAIR.getPrivate(), header, "{}"));
    return keys.select(token).filter(one -> one.key().verifies(token)).isPresent();
  }

  private static String with(String member) {
    return KEY.toJSONString().replaceFirst("\\{", "{" + member + ",");
  }

  @Test
  void aKeyThatWillNotDoTakesNoOtherAway() throws Exception {
    String secret = new OctetSequenceKey.Builder(new byte[64]).build().toJSONString();
    String weak = Published.key("weak", TestToken.rsa(1024)).toJSONString();
    Keys keys =
        read(
            "7",
            "null",
            "{}",
            "{\"kty\":\"new\"}",
            "{\"kty\":\"RSA\",\"n\":\"AQAB\"}",
            secret,
            weak,
            with("\"use\":\"enc\""),
            with("\"key_ops\":[\"sign\"]"),
            with("\"x5c\":[\"AAAA\"]"),
            KEY.toJSONString());
    assertThat(keys.all()).hasSize(1);
    assertThat(selects(keys, "{\"alg\":\"RS256\",\"kid\":\"a\"}")).isTrue();
    assertThat(selects(keys, "{\"alg\":\"RS256\",\"kid\":\"b\"}")).isFalse();
    assertThat(selects(keys, "{\"alg\":\"RS256\"}")).isTrue();
  }

  @Test
  void aKeyIsForTheAlgorithmThatItNames() throws Exception {
    assertThat(selects(read(with("\"alg\":\"RS256\"")), "{\"alg\":\"RS256\"}")).isTrue();
    assertThat(selects(read(with("\"alg\":\"PS256\"")), "{\"alg\":\"RS256\"}")).isFalse();
    assertThat(selects(read(with("\"use\":\"sig\"")), "{\"alg\":\"RS256\"}")).isTrue();
  }

  @Test
  void twoKeysOfOneIdAreNone() throws Exception {
    Keys keys = read(KEY.toJSONString(), Published.key("a", TestToken.rsa(2048)).toJSONString());
    assertThat(keys.all()).hasSize(2);
    assertThat(selects(keys, "{\"alg\":\"RS256\",\"kid\":\"a\"}")).isFalse();
  }

  @Test
  void aSetIsOfBoundedCount() throws Exception {
    List<String> most = Collections.nCopies(Limits.MAX_KEYS, "{}");
    assertThat(read(most.toArray(new String[0])).all()).isEmpty();
    assertThatThrownBy(() -> read(String.join(",", most), "{}"))
        .isInstanceOf(IOException.class)
        .hasMessage("more than 100 keys");
  }
}
