package io.millpond.logs.records;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are JSON objects: Spark 4's structured logs, Log4j's and Logback's JSON layouts, the
 * Elastic Common Schema. One line is one record, which has no further lines; an exception is
 * inside.
 *
 * <p>A line is a record if it is an object from its first byte to its last and has a time. Spark
 * writes time and level first and in one form, which is recognised by its shape.
 *
 * <p>Sources: Spark 4's {@code SparkLayout.json}, Log4j 2's JsonLayout and JsonTemplateLayout.
 */
public final class JsonFormat implements RecordFormat {
  private static final Template SPARK =
      Template.of("{\"ts\":\"9999-19-39T29:59:69.999Z\",\"level\":\"");

  private static final int SPARK_TIME = 7;

  /** Numbers from here on are milliseconds since 1970, smaller ones seconds. */
  private static final double LEAST_MILLIS = 1e11;

  private static final int LONGEST_NUMBER = 32;

  private final ZoneId zone;

  private JsonFormat(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @param zone of times that do not name theirs
   */
  public static JsonFormat of(ZoneId zone) {
    return new JsonFormat(zone);
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public boolean ownsFollowingLines() {
    return false;
  }

  @Override
  public boolean mayBeginWith(byte first) {
    return first == '{';
  }

  @Override
  public long head(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    if (end - from < 2 || bytes[from] != '{' || bytes[end - 1] != '}') {
      return NO_HEAD;
    }
    if (SPARK.matches(bytes, from, end)) {
      int level = from + SPARK.length();
      int levelEnd = Levels.wordEnd(bytes, level, end);
      if (levelEnd > 0 && bytes[levelEnd] == '"') {
        return RecordFormat.pack(level, levelEnd);
      }
    }
    return byMembers(bytes, from, end);
  }

  private long byMembers(byte[] bytes, int from, int to) {
    JsonMembers members = new JsonMembers(bytes, from, to);
    long level = NO_LEVEL;
    boolean time = false;
    while (members.next()) {
      if (isLevel(members)) {
        level = RecordFormat.pack(members.valueFrom(), members.valueTo());
      } else if (isTime(members)) {
        time |= time(bytes, members) != Head.NO_TIME;
      }
    }
    return time && members.isWhole() ? level : NO_HEAD;
  }

  @Override
  public long timeMillis(byte[] bytes, int from, int to, Head head) {
    if (SPARK.matches(bytes, from, to)) {
      long millis = IsoTime.millis(bytes, from + SPARK_TIME, to, zone);
      if (millis != Head.NO_TIME) {
        return millis;
      }
    }
    JsonMembers members = new JsonMembers(bytes, from, to);
    long millis = Head.NO_TIME;
    while (members.next()) {
      if (isTime(members) && millis == Head.NO_TIME) {
        millis = time(bytes, members);
      }
    }
    return millis;
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to, Head head) {
    head.clear();
    head.escaped = true;
    head.timeMillis = timeMillis(bytes, from, to, head);
    JsonMembers members = new JsonMembers(bytes, from, to);
    while (members.next()) {
      member(bytes, members, head);
    }
    return members.isWhole() && head.timeMillis != Head.NO_TIME;
  }

  private static void member(byte[] bytes, JsonMembers members, Head head) {
    if (isLevel(members)) {
      members.into(head.level());
    } else if (is(members, "msg", "message")) {
      members.into(head.message());
    } else if (is(members, "logger", "loggerName", "logger_name", "log.logger")) {
      members.into(head.logger());
    } else if (is(members, "thread", "thread_name", "threadName", "process.thread.name")) {
      members.into(head.thread());
    } else if (is(members, "exception", "thrown", "stack_trace", "error.stack_trace")) {
      head.exception().set(members.valueFrom(), members.valueTo());
    } else if (is(members, "context", "contextMap", "mdc", "labels") && members.valueIsObject()) {
      JsonMembers context = new JsonMembers(bytes, members.valueFrom(), members.valueTo());
      while (context.next()) {
        context.into(contextSpan(bytes, context, head));
      }
    } else {
      members.into(contextSpan(bytes, members, head));
    }
  }

  private static @Nullable Span contextSpan(byte[] bytes, JsonMembers members, Head head) {
    int from = members.keyFrom();
    String key = new String(bytes, from, members.keyTo() - from, StandardCharsets.UTF_8);
    Optional<Element.Kind> kind = PatternParser.contextKey(key);
    return kind.isEmpty() ? null : head.context(kind.get());
  }

  private static boolean isLevel(JsonMembers members) {
    return is(members, "level", "log.level", "severity") && members.valueIsString();
  }

  private static boolean isTime(JsonMembers members) {
    return is(members, "ts", "timestamp", "@timestamp", "time", "timeMillis", "instant");
  }

  private static boolean is(JsonMembers members, String... names) {
    for (String name : names) {
      if (members.keyIs(name)) {
        return true;
      }
    }
    return false;
  }

  private long time(byte[] bytes, JsonMembers members) {
    int from = members.valueFrom();
    int to = members.valueTo();
    if (members.valueIsObject()) {
      return instant(bytes, from, to);
    }
    if (members.valueIsString() && IsoTime.end(bytes, from, to) == to) {
      return IsoTime.millis(bytes, from, to, zone);
    }
    double value = number(bytes, from, to);
    return Double.isNaN(value) || value < 0
        ? Head.NO_TIME
        : Math.round(value >= LEAST_MILLIS ? value : value * 1000);
  }

  /** Log4j's JsonLayout: <code>"instant":{"epochSecond":1,"nanoOfSecond":2}</code>. */
  private static long instant(byte[] bytes, int from, int to) {
    JsonMembers members = new JsonMembers(bytes, from, to);
    double seconds = Double.NaN;
    double nanos = 0;
    while (members.next()) {
      if (members.keyIs("epochSecond")) {
        seconds = number(bytes, members.valueFrom(), members.valueTo());
      } else if (members.keyIs("nanoOfSecond")) {
        nanos = number(bytes, members.valueFrom(), members.valueTo());
      }
    }
    return Double.isNaN(seconds) || Double.isNaN(nanos)
        ? Head.NO_TIME
        : (long) (seconds * 1000 + Math.floor(nanos / 1e6));
  }

  private static double number(byte[] bytes, int from, int to) {
    if (to - from < 1 || to - from > LONGEST_NUMBER || !Digits.isDigit(bytes[from])) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }
}
