package io.millpond.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's vectors for JSON Web Signatures and Keys, every one of them. */
class WycheproofTest {
  private static final String KEY_IS_FOR_ANOTHER =
      "the key names one algorithm and the token another, or names none that there is";
  private static final String ONE_SPELLING =
      "base64 with characters that are none of it; there is one way to spell a token";
  private static final String PUBLISHED_SECRET = "a secret in a published set is none";

  private static final String SAME_AS_A_VALID_ONE =
      "the text of vector 357, letter by letter, which is labelled as valid";

  /** Decided otherwise than they are labelled, and why. */
  private static final Map<Integer, String> OTHER_SIGNATURES =
      Map.of(
          346, KEY_IS_FOR_ANOTHER,
          347, KEY_IS_FOR_ANOTHER,
          350, KEY_IS_FOR_ANOTHER,
          351, KEY_IS_FOR_ANOTHER,
          367, SAME_AS_A_VALID_ONE,
          370, SAME_AS_A_VALID_ONE,
          372, ONE_SPELLING,
          373, ONE_SPELLING);

  private static final Map<Integer, String> OTHER_SETS =
      Map.of(
          2, PUBLISHED_SECRET,
          13, PUBLISHED_SECRET,
          14, PUBLISHED_SECRET,
          15, PUBLISHED_SECRET);

  private interface Decision {
    boolean isAccepted(Map<String, Object> key, String token) throws Exception;
  }

  @Test
  void signatures() throws Exception {
    assertThat(otherwise("json_web_signature_test", WycheproofTest::isSignedBy, 401))
        .isEqualTo(OTHER_SIGNATURES.keySet());
  }

  @Test
  void publishedKeys() throws Exception {
    assertThat(otherwise("json_web_key_test", WycheproofTest::isSignedByOneOf, 26))
        .isEqualTo(OTHER_SETS.keySet());
  }

  /** Secrets, which count for nothing in a set, are as sound as they are labelled by themselves. */
  @Test
  void secrets() throws Exception {
    Decision first =
        (set, token) -> isSignedBy(JSONObjectUtils.getJSONObjectArray(set, "keys")[0], token);
    // These two are wrong for the company they are in.
    assertThat(otherwise("json_web_key_test", first, 26)).isEqualTo(Set.of(1, 4));
  }

  private static boolean isSignedBy(Map<String, Object> key, String token) {
    try {
      Optional<VerifyingKey> sound = VerifyingKey.of(JWK.parse(key));
      Jws jws = Jws.parse(token);
      return sound.isPresent() && sound.get().verifies(jws);
    } catch (ParseException | UnfitTokenException unfit) {
      return false;
    }
  }

  private static boolean isSignedByOneOf(Map<String, Object> set, String token) throws Exception {
    Keys keys = Keys.read(JSONObjectUtils.toJSONString(set).getBytes(StandardCharsets.UTF_8));
    Jws jws = Jws.parse(token);
    return keys.select(jws).filter(one -> one.key().verifies(jws)).isPresent();
  }

  /** The ids of vectors that are decided otherwise than they are labelled. */
  private static Set<Integer> otherwise(String name, Decision decision, int count)
      throws Exception {
    Set<Integer> otherwise = new HashSet<>();
    int vectors = 0;
    for (Map<String, Object> group : groups(name)) {
      String key = group.containsKey("public") ? "public" : "private";
      for (Map<String, Object> test : JSONObjectUtils.getJSONObjectArray(group, "tests")) {
        String token =
            test.get("jws") instanceof String text ? text : String.valueOf(test.get("jws"));
        boolean isAccepted = decision.isAccepted(JSONObjectUtils.getJSONObject(group, key), token);
        if (isAccepted != JSONObjectUtils.getString(test, "result").equals("valid")) {
          otherwise.add(JSONObjectUtils.getInt(test, "tcId"));
        }
        vectors++;
      }
    }
    assertThat(vectors).isEqualTo(count);
    return otherwise;
  }

  private static Map<String, Object>[] groups(String name) throws Exception {
    String folder = System.getProperty("millpond.corpora", "");
    Path file = Path.of(folder, name + ".json.gz");
    assumeTrue(!folder.isEmpty() && Files.isReadable(file), "skipped: no corpus " + name);
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(text), "testGroups");
    }
  }
}
