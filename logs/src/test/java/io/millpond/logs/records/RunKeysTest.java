package io.millpond.logs.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of runs, wherever a record's context is. */
class RunKeysTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "%d %p [%X{jobRunKey}] [%X{task-run-key}] %c: %m~2026-11-20 04:02:20,000 INFO [j 1] [t] L: m",
        "%d %p %X %c: %m~2026-11-20 04:02:20,000 INFO {taskRunKey=t, a=b, jobRunKey=j 1} L: m",
        "json~{'ts':'2026-11-20T04:02:20Z','jobRunKey':'j 1','task_run_key':'t','msg':'m'}",
        "json~{'ts':'2026-11-20T04:02:20Z','mdc':{'jobRunKey':'j 1','taskRunKey':'t'},'msg':'m'}"
      })
  void areFoundAndAskedFor(String pattern, String text) {
    RecordFormat format =
        pattern.equals("json")
            ? JsonFormat.of(ZoneOffset.UTC)
            : PatternFormat.of(pattern, ZoneOffset.UTC);
    String line = text.replace('\'', '"');
    byte[] bytes = Texts.padded(line);
    Head head = new Head();
    assertThat(format.parse(bytes, 0, Texts.length(line), head)).isTrue();
    assertThat(said(bytes, head.jobRunKey())).isEqualTo("j 1");
    assertThat(said(bytes, head.taskRunKey())).isEqualTo("t");
    assertThat(wants(Optional.of("J 1"), Optional.empty(), bytes, head)).isTrue();
    assertThat(wants(Optional.of("j"), Optional.empty(), bytes, head)).isFalse();
    assertThat(wants(Optional.empty(), Optional.of("t"), bytes, head)).isTrue();
    assertThat(wants(Optional.empty(), Optional.of("j 1"), bytes, head)).isFalse();
    head.clear();
    assertThat(wants(Optional.empty(), Optional.of("t"), bytes, head)).isFalse();
  }

  private static String said(byte[] bytes, Span span) {
    return new String(bytes, span.from(), span.length(), StandardCharsets.UTF_8);
  }

  private static boolean wants(
      Optional<String> job, Optional<String> task, byte[] bytes, Head head) {
    RecordFilter filter =
        new RecordFilter(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            job,
            task,
            Optional.empty());
    assertThat(filter.asksForParts()).isTrue();
    return new Judge(filter).wantsParts(bytes, head);
  }
}
