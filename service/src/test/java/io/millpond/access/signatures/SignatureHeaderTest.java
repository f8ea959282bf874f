package io.millpond.access.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureHeaderTest {
  private static final String GOOD =
      "Signature version=\"1\",keyId=\"t/u/f\",algorithm=\"rsa-sha256\","
          + "headers=\"date (request-target) host\",signature=\"AAAA\"";

  @Test
  void parametersComeInAnyOrderAndForm() {
    assertThat(AuthParameters.parse("a=\"1\" ,B = c\t,d=\"\" , e=\"a=b,c=d\"", 0))
        .contains(Map.of("a", "1", "b", "c", "d", "", "e", "a=b,c=d"));
    SignatureHeader header = SignatureHeader.parse(GOOD).orElseThrow();
    assertThat(header.keyId()).isEqualTo("t/u/f");
    assertThat(header.names()).containsExactly("date", "(request-target)", "host");
    assertThat(header.signature()).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "a",
        "a=",
        "=b",
        "a=\"",
        "a=\"b",
        "a=\"b\"c",
        "a=b c=d",
        "a=b,",
        ",a=b",
        "a=b,,c=d",
        "a=b,a=b",
        "a=b,A=c",
        "a=\"\\\"\"",
        "a=\"\\b\"",
        "a=\"\u0000\"",
        "a=\"\u007f\"",
        "a=\"é\"",
        "é=b",
        "a=b;c=d",
        "a==b",
        "a=(b)",
        "a=\"b\",\"c\"=d",
        "a=\"\n\""
      })
  void whatIsNoListOfParametersIsNone(String text) {
    assertThat(AuthParameters.parse(text, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Signature",
        "Signature ",
        "Signatures a=b",
        "Signature version=\"1\"",
        "Basic dXNlcjpwYXNz"
      })
  void halfAHeaderIsNone(String text) {
    assertThat(SignatureHeader.parse(text)).isEmpty();
  }

  @Test
  void everyParameterIsNeededButTheVersion() {
    for (String name : new String[] {"keyId", "algorithm", "headers", "signature"}) {
      String without = GOOD.replaceFirst(name + "=\"[^\"]*\"", "x=\"y\"");
      assertThat(SignatureHeader.parse(without)).as(without).isEmpty();
      String empty = GOOD.replaceFirst(name + "=\"[^\"]*\"", name + "=\"\"");
      assertThat(SignatureHeader.parse(empty)).as(empty).isEmpty();
    }
    assertThat(SignatureHeader.parse(GOOD.replace("version=\"1\",", ""))).isPresent();
    assertThat(SignatureHeader.parse(GOOD.replace("\"1\"", "1"))).isPresent();
  }

  @Test
  void aLongHeaderIsNone() {
    String fill = "x".repeat((16 << 10) - GOOD.length() - 3);
    assertThat(SignatureHeader.parse(GOOD + ",x=" + fill)).isPresent();
    assertThat(SignatureHeader.parse(GOOD + ",x=" + fill + "x")).isEmpty();
  }

  /** Whatever comes is read or is not, and nothing is thrown. */
  @Test
  void noTextDoesHarm() {
    Random random = new Random(20_261_120);
    int read = 0;
    for (int i = 0; i < 30_000; i++) {
      StringBuilder text = new StringBuilder(GOOD);
      for (int changes = random.nextInt(4); changes >= 0 && !text.isEmpty(); changes--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(256));
          case 1 -> text.deleteCharAt(at);
          case 2 -> text.insert(at, "\"=, \\()\t\u0000\u00ff".charAt(random.nextInt(10)));
          default -> text.setLength(Math.max(1, at));
        }
      }
      Optional<SignatureHeader> header = SignatureHeader.parse(text.toString());
      if (header.isPresent()) {
        read++;
        assertThat(header.get().names()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(header.get().keyId()).isNotEmpty();
      }
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      String latin1 = new String(noise, StandardCharsets.ISO_8859_1);
      assertThat(SignatureHeader.parse(latin1)).isEmpty();
      assertThat(SignatureHeader.parse("Signature " + latin1)).isEmpty();
    }
    assertThat(read).isGreaterThan(300);
  }
}
