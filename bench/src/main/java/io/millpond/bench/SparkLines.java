package io.millpond.bench;

import java.util.SplittableRandom;

/**
 * Lines like those of a Spark driver, always the same ones. Their numbers, hosts and times differ,
 * so that they compress as real ones do: about nine to one.
 */
final class SparkLines {
  private static final int HOSTS = 40;
  private static final int TASKS = 400;
  private static final int MILLIS_A_DAY = 86_400_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private long millis;
  private int stage;
  private int task;

  /** Appends one with its newline. */
  void next(StringBuilder text) {
    millis += random.nextInt(20);
    time(text);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> started(text);
      case 3, 4, 5 -> finished(text);
      case 6 -> stored(text);
      default -> broadcast(text);
    }
    text.append('\n');
  }

  private void time(StringBuilder text) {
    int second = (int) (millis % MILLIS_A_DAY / 1000);
    text.append("26/11/20 ");
    twoDigits(text, second / 3600).append(':');
    twoDigits(text, second / 60 % 60).append(':');
    twoDigits(text, second % 60).append(" INFO ");
  }

  private static StringBuilder twoDigits(StringBuilder text, int number) {
    return (number < 10 ? text.append('0') : text).append(number);
  }

  private StringBuilder host(StringBuilder text) {
    return text.append("worker-").append(random.nextInt(HOSTS)).append(".example.com");
  }

  private void started(StringBuilder text) {
    task++;
    if (task % TASKS == 0) {
      stage++;
    }
    text.append("TaskSetManager: Starting task ").append(task % TASKS);
    text.append(".0 in stage ").append(stage).append(".0 (TID ").append(task).append(") (");
    host(text).append(", executor ").append(random.nextInt(HOSTS));
    text.append(", partition ").append(task % TASKS).append(", PROCESS_LOCAL, ");
    text.append(random.nextInt(4000, 9000)).append(" bytes)");
  }

  private void finished(StringBuilder text) {
    int ended = Math.max(0, task - random.nextInt(HOSTS));
    text.append("TaskSetManager: Finished task ").append(ended % TASKS);
    text.append(".0 in stage ").append(stage).append(".0 (TID ").append(ended).append(") in ");
    text.append(random.nextInt(5000)).append(" ms on ");
    host(text).append(" (executor ").append(random.nextInt(HOSTS));
    text.append(") (").append(ended % TASKS).append('/').append(TASKS).append(')');
  }

  private void stored(StringBuilder text) {
    text.append("BlockManagerInfo: Added rdd_").append(stage).append('_');
    text.append(random.nextInt(TASKS)).append(" in memory on ");
    sizes(host(text).append(':').append(random.nextInt(32_768, 61_000)));
  }

  private void broadcast(StringBuilder text) {
    text.append("BlockManagerInfo: Added broadcast_").append(stage).append("_piece0 in memory on ");
    sizes(host(text).append(':').append(random.nextInt(32_768, 61_000)));
  }

  private void sizes(StringBuilder text) {
    text.append(" (size: ").append(random.nextInt(900)).append('.').append(random.nextInt(10));
    text.append(" KiB, free: ").append(random.nextInt(100, 434)).append('.');
    text.append(random.nextInt(10)).append(" MiB)");
  }
}
