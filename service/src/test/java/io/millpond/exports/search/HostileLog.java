package io.millpond.exports.search;

import io.millpond.logs.records.RecordFilter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Logs with times out of order, lines that belong to nothing, and several formats in one file. */
final class HostileLog {
  static final Instant BEGIN = Instant.parse("2026-11-20T04:00:00Z");

  private static final DateTimeFormatter SPARK =
      DateTimeFormatter.ofPattern("yy/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HostileLog() {}

  private static Instant time(Random random, int line) {
    int jump = random.nextInt(12) == 0 ? random.nextInt(200) - 100 : 0;
    return BEGIN.plusSeconds(Math.clamp(line / 2 + jump + 20, 0, 300));
  }

  private static String head(Random random, int line) {
    String level = random.nextInt(3) == 0 ? "WARN" : "INFO";
    return "%s %s A: %d\n".formatted(SPARK.format(time(random, line)), level, random.nextInt(9));
  }

  private static String json(Random random, int line) {
    return "{\"ts\":\"%s\",\"level\":\"INFO\",\"msg\":\"j\\n%d\"}\n"
        .formatted(
            time(random, line).toString().replaceFirst("(:\\d\\d)Z", "$1.000Z"), random.nextInt(9));
  }

  static String text(Random random, int lines) {
    StringBuilder text = new StringBuilder();
    int usual = random.nextInt(2);
    for (int i = 0; i < lines; i++) {
      text.append(
          switch (random.nextInt(3) > 0 ? usual : random.nextInt(5)) {
            case 0 -> head(random, i);
            case 1 -> json(random, i);
            case 2 -> "\tat a.B.c(D.java:" + i + ")\n";
            case 3 -> "loose " + random.nextInt(9) + "\n";
            default -> "\n";
          });
    }
    return text.toString();
  }

  /** Nothing but records of one line. */
  static String heads(Random random, int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(head(random, random.nextInt(300)));
    }
    return text.toString();
  }

  static EventSource events(String application, Random random) {
    List<LifecycleEvent> events = new ArrayList<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      long millis = time(random, 80 - 2 * i).toEpochMilli();
      events.add(new LifecycleEvent(millis, "X", "spark-executor-1", "event " + i));
    }
    return new TestingEvents(new Origin("events", "", "", application, ""), events);
  }

  static RecordFilter filter(Random random) {
    boolean bounded = random.nextBoolean();
    long from = BEGIN.plusSeconds(random.nextInt(60)).toEpochMilli();
    return new RecordFilter(
        bounded ? from : Long.MIN_VALUE,
        bounded ? from + random.nextInt(60_000) : Long.MAX_VALUE,
        random.nextInt(3) == 0 ? Optional.of("warn") : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        random.nextInt(3) == 0 ? Optional.of("5") : Optional.empty());
  }
}
