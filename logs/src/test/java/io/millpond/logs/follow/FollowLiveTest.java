package io.millpond.logs.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.LineFilter;
import io.millpond.logs.LineWindow;
import io.millpond.logs.LogRoot;
import io.millpond.logs.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writer, watcher and followers each on a thread of their own, racing one another. */
class FollowLiveTest {
  private static final String LAST = "the last line";
  private static final int FOLLOWERS = 4;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"none", "rename", "copytruncate"})
  @Timeout(240)
  void whatIsWrittenIsDelivered(String rotation) throws Exception {
    long seed = Seeds.next();
    List<String> written = new ArrayList<>();
    try (TestLog log = new TestLog(directory, "stdout");
        LogRoot root = LogRoot.open(directory);
        Tails tails = Tails.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> told = new ArrayList<>();
      CountDownLatch ready = new CountDownLatch(FOLLOWERS);
      log.write("the first line, long enough to know the file by its beginning\n");
      written.add("the first line, long enough to know the file by its beginning");
      for (int i = 0; i < FOLLOWERS; i++) {
        told.add(threads.submit(follower(tails, root, new Random(seed + i), ready)));
      }
      ready.await();
      write(log, rotation, new Random(seed), written);
      for (Future<List<String>> delivered : told) {
        List<String> lines = delivered.get();
        for (int i = 0; i < Math.min(lines.size(), written.size()); i++) {
          assertThat(lines.get(i))
              .as(
                  Seeds.hint(seed)
                      + lines.subList(Math.max(0, i - 2), Math.min(i + 3, lines.size())).stream()
                          .map(l -> l.substring(0, Math.min(20, l.length())))
                          .toList())
              .isEqualTo(written.get(i));
        }
        assertThat(lines).as(Seeds.hint(seed)).hasSameSizeAs(written);
      }
    }
  }

  private static void write(TestLog log, String rotation, Random random, List<String> written)
      throws IOException {
    for (int i = 0; i < 4_000; i++) {
      String line =
          i + " is the number of a line that is not too short " + "x".repeat(random.nextInt(300));
      int cut = random.nextInt(line.length());
      log.write(line.substring(0, cut));
      log.write(line.substring(cut) + '\n');
      written.add(line);
      if (random.nextInt(200) == 0) {
        switch (rotation) {
          case "rename" -> {
            log.rename(100);
            log.reopen();
          }
          case "copytruncate" -> log.copyTruncate(100);
          default -> {}
        }
      }
    }
    log.write(LAST + '\n');
    written.add(LAST);
  }

  private static Callable<List<String>> follower(
      Tails tails, LogRoot root, Random random, CountDownLatch ready) {
    return () -> {
      List<String> told = new ArrayList<>();
      Semaphore news = new Semaphore(0);
      FollowStart start = new FollowStart.At(LineWindow.ALL, LineFilter.ALL);
      while (told.isEmpty() || !told.getLast().equals(LAST)) {
        LogPosition reached;
        try (TestFollower follower =
            new TestFollower(tails, root, "stdout", start, news::release)) {
          for (int i = random.nextInt(20); i >= 0; i--) {
            follower.take();
            ready.countDown();
            boolean _ = news.tryAcquire(5, TimeUnit.MILLISECONDS);
          }
          told.addAll(follower.told);
          reached = follower.follower.position();
        }
        start = new FollowStart.After(LogPosition.parse(reached.toString()));
      }
      return told;
    };
  }
}
