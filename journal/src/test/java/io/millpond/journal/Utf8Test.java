package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  private static boolean isPrintable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Utf8.isPrintable(bytes, 0, bytes.length, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain \"text\" with \\ and more",
        "tab\tnewline\n",
        "h\u00c3\u00a9",
        "\u00e2\u0082\u00ac",
        "\u00f0\u009f\u0098\u0080",
        "\u00ef\u00bf\u00bd"
      })
  void text(String text) {
    assertThat(isPrintable(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nul \0",
        "escape \033",
        "delete \177 in a longer text",
        "\u00c2\u0085", // C1
        "\u00ff",
        "\u00c0\u0080", // overlong
        "\u00e0\u0080\u0080",
        "\u00ed\u00a0\u0080", // surrogate
        "\u00ef\u00bf\u00bf", // U+FFFF
        "\u00ef\u00b7\u0090", // U+FDD0
        "\u00f4\u0090\u0080\u0080", // above U+10FFFF
        "\u00e2\u0082", // cut
        "\u00e2a\u00ac"
      })
  void bytes(String text) {
    assertThat(isPrintable(text)).isFalse();
  }

  @Test
  void newlinesOnlyWhereTheyAreAllowed() {
    byte[] bytes = "a long line\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(Utf8.isPrintable(bytes, 0, bytes.length, false)).isFalse();
  }

  @Test
  void plainLengthStopsBeforeEverySpecialByte() {
    for (int b = 0; b < 256; b++) {
      for (int at = 0; at < 16; at++) {
        byte[] bytes = "sixteen letters!".getBytes(StandardCharsets.US_ASCII);
        bytes[at] = (byte) b;
        boolean plain = b >= ' ' && b < 0x7f && b != '"' && b != '\\';
        assertThat(Utf8.plainLength(bytes, 0, 16))
            .as("byte %d at %d", b, at)
            .isEqualTo(plain ? 16 : at / 8 * 8);
      }
    }
  }
}
