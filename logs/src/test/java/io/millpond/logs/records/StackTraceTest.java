package io.millpond.logs.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackTraceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "x.Y: z~x.Y: z",
        "{\"class\":\"E\",\"msg\":\"m\"}~E: m",
        "{\"class\":\"E\",\"stacktrace\":\"at a\"}~E|at a",
        "{\"class\":\"E\",\"stacktrace\":[{\"class\":\"C\",\"method\":\"m\",\"file\":\"F\",\"line\":7},"
            + "{\"class\":\"D\",\"method\":\"n\",\"line\":\"-2\"}],\"cause\":{\"class\":\"R\"}}"
            + "~E|\tat C.m(F:7)|\tat D.n(Unknown Source)|Caused by: R",
        // A brace in a string is no frame.
        "{\"class\":\"E\",\"stacktrace\":[\"x{\",{\"class\":\"C\",\"method\":\"}{\"}]}"
            + "~E|\tat C.}{(Unknown Source)",
        "{\"other\":1}~{\"other\":1}",
      })
  void tellsAnExceptionAsJavaDoes(String json, String text) {
    assertThat(text(json)).isEqualTo(text.replace("|", "\n").replace("\\t", "\t"));
  }

  /** If each of these braces were looked for its end, that would be a quarter of an hour's work. */
  @Test
  void bracesInStringsTakeNoTime() {
    String json = "{\"class\":\"E\",\"stacktrace\":[\"{\"" + ",\":[\",\"{\"".repeat(500_000) + "]}";
    assertThat(text(json)).isEqualTo("E");
  }

  private static String text(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return StackTrace.text(bytes, 0, bytes.length);
  }
}
