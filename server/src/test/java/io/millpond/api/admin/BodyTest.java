package io.millpond.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body may be, and nothing else. */
final class BodyTest {
  private static Body parse(String json) {
    return Body.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void membersAreTakenOnce() {
    Body body =
        parse(
            """
            {"name": "Ünï ☃", "applications": ["a", "b"], "livy": {"kind": "batch", "id": 7}}
            """);
    assertThat(body.text("name")).contains("Ünï ☃");
    assertThat(body.texts("applications")).contains(List.of("a", "b"));
    Body livy = body.object("livy").orElseThrow();
    assertThat(livy.text("kind")).contains("batch");
    assertThat(livy.whole("id")).contains(7L);
    livy.end();
    body.end();
    assertThat(body.text("name")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{}}",
        "{} {}",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "{\"name\": null}",
        "{\"name\": true}",
        "{\"name\": 1.5}",
        "{\"name\": 99999999999999999999}",
        "{\"name\": [1]}",
        "{\"name\": [[\"a\"]]}",
        "{\"name\": [null]}",
        "{\"name\": {\"a\": {\"b\": \"c\"}}}",
        "{\"name\": {\"a\": 1, \"a\": 2}}",
        "{'name': 'a'}",
        "{name: 1}",
        "{\"name\": \"a\",}",
        "{\"name\": \"a\n\"}",
        "{\"name\": NaN}",
        "/* comment */ {}",
        "\uFEFF{}",
        "{\"\": \"\", \"\": \"\"}"
      })
  void anythingElseIsRefused(String json) {
    assertRefused(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void depthAndLengthAreBounded() {
    assertRefused("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    assertRefused("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    assertRefused(
        ("{\"a\": \"" + "x".repeat(Limits.MAX_BODY_STRING_CHARS + 1) + "\"}")
            .getBytes(StandardCharsets.UTF_8));
    assertRefused(
        ("{\"" + "x".repeat(Limits.MAX_MEMBER_NAME_CHARS + 1) + "\": 1}")
            .getBytes(StandardCharsets.UTF_8));
    assertRefused(("{\"a\": " + "9".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8));
    assertThat(parse("{\"a\": \"" + "x".repeat(Limits.MAX_BODY_STRING_CHARS) + "\"}").text("a"))
        .isPresent();
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    assertRefused("{\"name\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused("{\"name\": \"a\"}".getBytes(StandardCharsets.UTF_16));
  }

  @Test
  void aMemberOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> parse("{\"a\": 1}").text("a")).isInstanceOf(AdminProblem.class);
    assertThatThrownBy(() -> parse("{\"a\": \"1\"}").whole("a")).isInstanceOf(AdminProblem.class);
    assertThatThrownBy(() -> parse("{\"a\": \"1\"}").texts("a")).isInstanceOf(AdminProblem.class);
    assertThatThrownBy(() -> parse("{\"a\": \"1\"}").object("a")).isInstanceOf(AdminProblem.class);
    assertThatThrownBy(() -> parse("{\"b\": \"1\"}").end())
        .isInstanceOf(AdminProblem.class)
        .hasMessageContaining("b");
  }

  @Test
  void randomBytesAreRefusedAndNothingElseHappens() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] good =
        "{\"name\": \"a\", \"applications\": [\"b\"], \"livy\": {\"id\": 1}}"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        Body.parse(bytes).end();
      } catch (Problem refused) {
        assertThat(refused.status()).as("seed %d round %d", seed, i).isEqualTo(400);
      }
    }
  }

  private static void assertRefused(byte[] json) {
    assertThatThrownBy(() -> Body.parse(json))
        .isInstanceOf(AdminProblem.class)
        .satisfies(refused -> assertThat(((Problem) refused).status()).isEqualTo(400));
  }
}
