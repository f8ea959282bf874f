package io.millpond.logs.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.HeapSource;
import io.millpond.logs.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsTest {
  static Stream<Arguments> samples() {
    List<Arguments> samples = new ArrayList<>();
    String pattern = "";
    for (String line : BuiltIn.lines()) {
      if (line.startsWith("pattern ")) {
        pattern = line.substring("pattern ".length());
      } else if (line.startsWith("| ")) {
        samples.add(Arguments.of(pattern, line.substring(2)));
      }
    }
    return samples.stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsTakenForItsPattern(String pattern, String line) {
    String known = detect(line + "\n").name();
    String shape = pattern.replaceFirst("\\{common}", "{*}");
    assertThat(known.replaceFirst("(?<=%d)\\{[^}]*}", pattern.contains("common") ? "{*}" : "$0"))
        .isEqualTo(shape);
  }

  @Test
  void everyBuiltInPatternHasASample() {
    List<String> lines = BuiltIn.lines();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("pattern ")) {
        assertThat(lines.get(i + 1)).startsWith("| ");
      }
    }
  }

  @Test
  void littleIsReadOfAFileWhoseFirstLinesLeaveNoDoubt() throws IOException {
    byte[] text = "26/11/20 04:02:20 INFO A: b\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    HeapSource source = new HeapSource(text);
    Formats formats = Formats.builtIn();
    FileFormats known = formats.detect(source);
    assertThat(source.bytesRead()).isEqualTo(Limits.PROBE_BYTES);
    assertThat(formats.detect(text, Limits.DETECTED_BYTES)).isSameAs(known);
  }

  @Test
  void moreIsReadWhereTheyLeaveSome() throws IOException {
    String text = "no record\n".repeat(2000) + "26/11/20 04:02:20 INFO A: b\n".repeat(10_000);
    HeapSource source = new HeapSource(text.getBytes(StandardCharsets.UTF_8));
    FileFormats known = Formats.builtIn().detect(source);
    assertThat(source.bytesRead()).isEqualTo(Limits.DETECTED_BYTES);
    assertThat(known.primary().name()).isEqualTo(detect("26/11/20 04:02:20 INFO A: b\n").name());
  }

  @Test
  void theFormatOfMostLinesIsThePrimaryOne() {
    assertThat(
            detect(
                    """
                    Using Spark's default log4j profile: org/apache/spark/log4j2-defaults.properties
                    26/11/20 04:02:20 INFO SparkContext: Running
                    {"ts":"2026-11-20T04:03:25.270Z","level":"INFO","msg":"a"}
                    {"ts":"2026-11-20T04:03:25.271Z","level":"INFO","msg":"b"}
                    """)
                .name())
        .isEqualTo("json");
  }

  @Test
  void aConfiguredPatternGoesFirst() {
    PatternFormat mine =
        PatternFormat.of("%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n", java.time.ZoneId.of("Asia/Tokyo"));
    byte[] line = "26/11/20 04:02:20 INFO A: b\n".getBytes(StandardCharsets.UTF_8);
    assertThat(Formats.of(List.of(mine)).detect(line, line.length).primary()).isSameAs(mine);
  }

  @Test
  void aContainersLogIsRecognised() {
    assertThat(
            detect("2026-11-20T04:02:20.123456789Z stderr F 26/11/20 04:02:20 WARN A: b\n").name())
        .isEqualTo("cri");
  }

  private static RecordFormat detect(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Formats.builtIn().detect(bytes, bytes.length).primary();
  }
}
