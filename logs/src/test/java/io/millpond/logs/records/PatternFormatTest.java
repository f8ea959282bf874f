package io.millpond.logs.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex~26/11/20 04:02:20 INFO A: b: c"
            + "~2026-11-20T04:02:20Z|INFO|-|A|-|-|b: c",
        "%d{ISO8601} [%t] %-5p %c - %m%n~2026-11-20T04:02:20,007 [a b] c] INFO  x.Y - m"
            + "~2026-11-20T04:02:20.007Z|INFO|a b] c|x.Y|-|-|m",
        "%d %t %p %m%n~2026-11-20 04:02:20,007 worker INFO thread ERROR m"
            + "~2026-11-20T04:02:20.007Z|INFO|worker|-|-|-|thread ERROR m",
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p [%15.15t] %-20c{1.} %m%n"
            + "~2026-11-20T04:02:20.007+01:00  INFO [           main] o.a.Spark            hello"
            + "~2026-11-20T03:02:20.007Z|INFO|main|o.a.Spark|-|-|hello",
        "%p %d{dd MMM yyyy HH:mm:ss,SSS} %m~WARN 20 Nov 2026 04:02:20,007 x"
            + "~2026-11-20T04:02:20.007Z|WARN|-|-|-|-|x",
        "%d{UNIX_MILLIS} %p %m~1795147340123 WARN x~2026-11-20T04:02:20.123Z|WARN|-|-|-|-|x",
        "%d{COMPACT} %level{lowerCase=true} %msg~20261120040220123 warn x"
            + "~2026-11-20T04:02:20.123Z|warn|-|-|-|-|x",
        "%highlight{%d{HH:mm:ss yyyy-MM-dd} %p}{FATAL=red} %m"
            + "~`\u001b[32m04:02:20 2026-11-20 INFO\u001b[m x`~2026-11-20T04:02:20Z|INFO|-|-|-|-|x",
        "%d %p [%X{executionContextId}] [%X{opc-request-id}] %c: %m"
            + "~2026-11-20 04:02:20,000 INFO [ctx-1] [r/1] L: m"
            + "~2026-11-20T04:02:20Z|INFO|-|L|ctx-1|r/1|m",
        "%d %p %X %c: %m~2026-11-20 04:02:20,000 INFO {a=b, executionContextId=e 1} L: m"
            + "~2026-11-20T04:02:20Z|INFO|-|L|e 1|-|m",
        "%d %p {%X} %c: %m~2026-11-20 04:02:20,000 INFO {{a=b, executionContextId=e1}} L: m"
            + "~2026-11-20T04:02:20Z|INFO|-|L|e1|-|m",
        "%d %p %notEmpty{[%X{executionContextId}] }%c: %m~2026-11-20 04:02:20,000 INFO L: m"
            + "~2026-11-20T04:02:20Z|INFO|-|L|-|-|m",
        "%d %p %notEmpty{[%X{executionContextId}] }%c: %m~2026-11-20 04:02:20,000 INFO [e] L: m"
            + "~2026-11-20T04:02:20Z|INFO|-|L|e|-|m",
        // The text behind an optional part is there without it, too.
        "%d %p %notEmpty{[%X{executionContextId}] }- %m~2026-11-20 04:02:20,000 INFO - m"
            + "~2026-11-20T04:02:20Z|INFO|-|-|-|-|m",
        "%d %notEmpty{[%X{executionContextId}] }- %p %m~2026-11-20 04:02:20,000 - INFO m"
            + "~2026-11-20T04:02:20Z|INFO|-|-|-|-|m",
        "%d %p %notEmpty{%notEmpty{[%X{opcRequestId}] }%c }- %m~2026-11-20 04:02:20,000 INFO - m"
            + "~2026-11-20T04:02:20Z|INFO|-|-|-|-|m",
        "%d %p %notEmpty{%m %x}~2026-11-20 04:02:20,000 INFO m"
            + "~2026-11-20T04:02:20Z|INFO|-|-|-|-|m",
        "%d %p %notEmpty{%ex}%m~2026-11-20 04:02:20,000 INFO m"
            + "~2026-11-20T04:02:20Z|INFO|-|-|-|-|m",
        "%d{yyyy-MM-dd HH:mm:ss}{America/New_York} %p %m~2026-07-01 12:00:00 INFO m"
            + "~2026-07-01T16:00:00Z|INFO|-|-|-|-|m",
        // What is behind date and level may be missing.
        "%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex~26/11/20 04:02:20 INFO Bloc"
            + "~2026-11-20T04:02:20Z|INFO|-|-|-|-|Bloc",
        "%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex~26/11/20 04:02:20 INFORM A: b~no head",
        "%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex~26/11/20 04:02:2~no head",
        "%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex~26/41/20 04:02:20 INFO A: b~no head",
        "%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex~26/02/30 24:02:20 INFO A: b"
            + "~2026-03-03T00:02:20Z|INFO|-|A|-|-|b",
        "100%% %d %m~100% 2026-11-20 04:02:20,000 x~2026-11-20T04:02:20Z|-|-|-|-|-|x",
      })
  void takesALineApart(String pattern, String line, String parts) {
    assertThat(Texts.parts(PatternFormat.of(pattern, ZoneOffset.UTC), line)).isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "%d %p~message",
        "%p %c: %m~date",
        "%d{ABSOLUTE} %p %m~date",
        "%d{HH:mm:ss} %m~date",
        "%d{yyyy-M-d HH:mm} %m~fixed width",
        "%d %c%m~tells where it ends",
        "%d %t%p %m~tells where it ends",
        "%m %d~before the message",
        "%d%n%m~new line",
        "%d{yyyy %m~not closed",
        "%d{yyyy-MM-dd HH:mm:ss}{Mars/Base} %m~time zone",
        "%d %zebra %m~unknown",
      })
  void saysWhyAPatternCannotBeRead(String pattern, String reason) {
    assertThatThrownBy(() -> PatternFormat.of(pattern, ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aPatternThatIsTooLongIsRefused() {
    String pattern = "%d %p " + "%enc{".repeat(100_000) + "%m" + "}".repeat(100_000);
    assertThatThrownBy(() -> PatternFormat.of(pattern, ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4096 characters");
  }

  /** Without a bound on the steps this would go on for years. */
  @Test
  void aLineThatFitsAPatternInManyWaysTakesNoLonger() {
    PatternFormat format =
        PatternFormat.of("[%t] [%c] [%x] ".repeat(4) + "%p %d %m", ZoneOffset.UTC);
    assertThat(Texts.parts(format, "[] ".repeat(400) + "INFO")).isEqualTo("no head");
    String good = "[a] [b] [c] ".repeat(4) + "INFO 2026-11-20 04:02:20,000 m";
    assertThat(Texts.parts(format, good)).isEqualTo("2026-11-20T04:02:20Z|INFO|a|b|-|-|m");
  }

  @Test
  void formatsOfOneFileMayHaveZonesOfTheirOwn() {
    byte[] line = Texts.padded("2026-07-01 12:00:00 INFO m");
    int to = Texts.length("2026-07-01 12:00:00 INFO m");
    String pattern = "%d{yyyy-MM-dd HH:mm:ss} %p %m";
    Head head = new Head();
    List<Instant> times = new ArrayList<>();
    for (String zone : List.of("Europe/Berlin", "America/New_York", "UTC", "+02:00")) {
      PatternFormat.of(pattern, ZoneId.of(zone)).parse(line, 0, to, head);
      times.add(Instant.ofEpochMilli(head.timeMillis()));
    }
    assertThat(times)
        .map(Instant::toString)
        .containsExactly(
            "2026-07-01T10:00:00Z",
            "2026-07-01T16:00:00Z",
            "2026-07-01T12:00:00Z",
            "2026-07-01T10:00:00Z");
  }

  @Test
  void anHourThatOccursTwiceIsTheFirst() {
    PatternFormat format =
        PatternFormat.of("%d{yyyy-MM-dd HH:mm:ss} %m", ZoneId.of("Europe/Berlin"));
    assertThat(Texts.parts(format, "2026-10-25 02:30:00 m")).startsWith("2026-10-25T00:30:00Z");
    assertThat(Texts.parts(format, "2026-03-29 02:30:00 m")).startsWith("2026-03-29T01:30:00Z");
  }
}
