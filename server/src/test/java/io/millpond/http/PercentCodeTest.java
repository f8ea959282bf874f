package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodeTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "a%20b, 'a b'",
    "a+b, a+b",
    "%e2%82%AC, €",
    "%2F%2e%2e, /..",
    "%2525, %25",
    "caf%C3%A9-ü, café-ü",
  })
  void decodes(String encoded, String text) {
    assertThat(PercentCode.decode(encoded)).isEqualTo(text);
  }

  @Test
  void plusIsABlankInQueriesOnly() {
    assertThat(PercentCode.decodeQuery("a+b%2Bc")).isEqualTo("a b+c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%a", "%zz", "a%", "%1", "%c3", "%€", "%ff", "%c0%af", "%ed%a0%80"})
  void refusesWhatIsNoEscapeOrNoText(String encoded) {
    assertThatThrownBy(() -> PercentCode.decode(encoded))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheEscapeThatIsMalformed() {
    assertThatThrownBy(() -> PercentCode.decode("s%20%zzt")).hasMessage("%zz");
    assertThatThrownBy(() -> PercentCode.decode("€%€")).hasMessage("%€");
  }

  @Test
  void encodingIsUndoneByDecoding() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      String text =
          random
              .ints(random.nextInt(20), 1, 0x3000)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String encoded = PercentCode.encodeSegment(text);
      assertThat(encoded).as("seed %d", seed).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
      assertThat(PercentCode.decode(encoded)).as("seed %d", seed).isEqualTo(text);
    }
  }
}
