package io.millpond.api.dcos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {
  private static String json(byte[] text) {
    ByteBuilder json = new ByteBuilder(1);
    JsonText.append(text, 0, text.length, json);
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "61622063, ab c",
    "225c2f, \\\"\\\\/",
    "0a0d09, \\n\\r\\t",
    "00011f7f, \\u0000\\u0001\\u001f\u007f",
    "3c3e26, \\u003c\\u003e\\u0026",
    "e282ac, €",
    "e280a8e280a9, \\u2028\\u2029",
    "f09f9880, 😀",
    "ff, \\ufffd",
    "e282, \\ufffd\\ufffd",
    "c0af, \\ufffd\\ufffd",
    "eda080, \\ufffd\\ufffd\\ufffd",
    "f4908080, \\ufffd\\ufffd\\ufffd\\ufffd",
    "80e282ac80, \\ufffd€\\ufffd",
  })
  void escapes(String hex, String expected) {
    assertThat(json(HexFormat.of().parseHex(hex))).isEqualTo(expected);
  }

  @Test
  void whatTheDecoderCallsMalformedIsReplacedAndNothingElse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      byte[] text = new byte[random.nextInt(12)];
      for (int at = 0; at < text.length; at++) {
        // Mostly the bytes that sequences are made of.
        text[at] = (byte) (random.nextBoolean() ? 0x80 + random.nextInt(128) : 'a' + at);
      }
      String kept = json(text).replace("\\ufffd", "");
      byte[] bytes = kept.getBytes(StandardCharsets.UTF_8);
      assertThat(kept).as("seed %d", seed).doesNotContain("\ufffd");
      int replaced = (json(text).length() - kept.length()) / 6;
      assertThat(bytes.length + replaced).as("seed %d", seed).isEqualTo(text.length);
      if (replaced == 0) {
        assertThat(bytes).as("seed %d", seed).isEqualTo(text);
      }
    }
  }

  @Test
  void aBoundaryIsNeverWithinACharacter() {
    byte[] text = "a€b".getBytes(StandardCharsets.UTF_8);
    assertThat(JsonText.boundary(text, 0, 3)).isEqualTo(1);
    assertThat(JsonText.boundary(text, 0, 4)).isEqualTo(4);
    byte[] torn = HexFormat.of().parseHex("808080808080");
    assertThat(JsonText.boundary(torn, 0, 5)).isEqualTo(5);
  }
}
