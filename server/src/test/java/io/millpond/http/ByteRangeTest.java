package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
  private static String describe(ByteRange.Request request) {
    return switch (request) {
      case ByteRange.Request.Whole whole -> "whole";
      case ByteRange.Request.Unsatisfiable none -> "none";
      case ByteRange.Request.Parts(List<ByteRange> ranges) ->
          ranges.stream()
              .map(range -> range.first() + "+" + range.length())
              .collect(Collectors.joining(" "));
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0          | 0+1",
        "bytes=0-9          | 0+10",
        "bytes=0-99         | 0+10",
        "bytes=3-           | 3+7",
        "bytes=-3           | 7+3",
        "bytes=-30          | 0+10",
        "BYTES=1-2          | 1+2",
        "bytes=1-2, 5-5     | 1+2 5+1",
        "bytes=1-2,20-30    | 1+2",
        "bytes=10-          | none",
        "bytes=-0           | none",
        "bytes=20-30,40-    | none",
        "bytes=99999999999999999999-  | none",
        "bytes=0-99999999999999999999 | 0+10",
        "bytes=5-4          | whole",
        "bytes=a-b          | whole",
        "bytes=-            | whole",
        "bytes=             | whole",
        "bytes=1-2,,3-4     | whole",
        "bytes=+1-2         | whole",
        "lines=1-2          | whole",
        "0-5                | whole",
      })
  void readsRangesOfTenBytes(String header, String expected) {
    assertThat(describe(ByteRange.parse(header, 10))).isEqualTo(expected);
  }

  @Test
  void anEmptyFileHasNoRange() {
    assertThat(describe(ByteRange.parse("bytes=0-", 0))).isEqualTo("none");
    assertThat(describe(ByteRange.parse(null, 0))).isEqualTo("whole");
  }

  @Test
  void tooManyRangesAreIgnored() {
    String many =
        IntStream.rangeClosed(0, Limits.MAX_RANGES)
            .mapToObj(i -> i + "-" + i)
            .collect(Collectors.joining(",", "bytes=", ""));
    assertThat(describe(ByteRange.parse(many, 1000))).isEqualTo("whole");
  }

  @Test
  void saysWhereItIs() {
    assertThat(new ByteRange(4, 3).contentRange(24)).isEqualTo("bytes 4-6/24");
  }
}
