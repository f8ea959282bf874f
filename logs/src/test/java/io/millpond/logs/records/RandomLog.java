package io.millpond.logs.records;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Logs as nobody would write them: formats mixed, torn lines, times out of order, no newline at the
 * end.
 */
final class RandomLog {
  /** No line is longer; buffers in tests hold at least one. */
  static final int LONGEST_LINE = 400;

  static final long START = Instant.parse("2026-11-20T04:00:00Z").toEpochMilli();

  private static final DateTimeFormatter SPARK = DateTimeFormatter.ofPattern("yy/MM/dd HH:mm:ss");
  private static final DateTimeFormatter HADOOP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);
  private static final String[] LEVELS = {"INFO", "WARN", "ERROR", "DEBUG"};
  private static final String[] THREADS = {"main", "Executor task 1.0 (TID 8)", "pool-1"};

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private long millis = START;

  private RandomLog(Random random) {
    this.random = random;
  }

  static byte[] text(Random random) {
    RandomLog log = new RandomLog(random);
    int lines = random.nextInt(60);
    int favourite = random.nextInt(4);
    for (int i = 0; i < lines; i++) {
      log.line(random.nextInt(4) > 0 ? favourite : random.nextInt(7));
    }
    byte[] bytes = log.text.toString().getBytes(StandardCharsets.UTF_8);
    int cut =
        random.nextInt(3) == 0 && bytes.length > 0 ? random.nextInt(bytes.length) : bytes.length;
    return Arrays.copyOf(bytes, cut);
  }

  private void line(int kind) {
    millis += random.nextInt(10) == 0 ? -random.nextInt(5000) : random.nextInt(1500);
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    String level = LEVELS[random.nextInt(LEVELS.length)];
    String thread = THREADS[random.nextInt(THREADS.length)];
    String message = "needle".repeat(random.nextInt(2)) + "é b ".repeat(random.nextInt(20));
    text.append(
        switch (kind) {
          case 0 -> SPARK.format(time) + " " + level + " Logger: " + message;
          case 1 -> HADOOP.format(time) + " " + level + " [" + thread + "] a.Logger: " + message;
          case 2 ->
              "{\"ts\":\""
                  + Instant.ofEpochMilli(millis).toString().replaceFirst("(:\\d\\d)Z", "$1.000Z")
                  + "\",\"level\":\""
                  + level
                  + "\",\"msg\":\""
                  + message
                  + "\",\"thread\":\""
                  + thread
                  + "\"}";
          case 3 -> message;
          case 4 -> "\tat a.B.c(D.java:" + random.nextInt(100) + ")\r";
          case 5 -> "";
          default -> "{\"level\":\"" + level + "\", \"time\": " + millis + "}";
        });
    text.append('\n');
  }

  static RecordFilter filter(Random random) {
    long from = START + random.nextInt(40_000) - 5000;
    boolean bounded = random.nextBoolean();
    return new RecordFilter(
        bounded ? from : Long.MIN_VALUE,
        bounded ? from + random.nextInt(40_000) : Long.MAX_VALUE,
        maybe(random, LEVELS[random.nextInt(LEVELS.length)].toLowerCase(Locale.ROOT)),
        maybe(random, THREADS[random.nextInt(THREADS.length)].toUpperCase(Locale.ROOT)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        maybe(random, random.nextBoolean() ? "NEEDLE" : "É"));
  }

  static Newlines finder(Random random) {
    return random.nextBoolean() ? Newlines.best() : Newlines::swar;
  }

  private static Optional<String> maybe(Random random, String text) {
    return random.nextInt(3) == 0 ? Optional.of(text) : Optional.empty();
  }
}
