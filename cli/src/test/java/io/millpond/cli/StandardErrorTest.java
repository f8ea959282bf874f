package io.millpond.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who writes to standard error waits for nobody who reads it. */
@Timeout(120)
class StandardErrorTest {
  /** A pipe that is full until it is read. */
  private static final class Stuck extends OutputStream {
    final CountDownLatch reading = new CountDownLatch(1);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(int next) throws IOException {
      write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        reading.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      synchronized (taken) {
        taken.write(bytes, offset, length);
      }
    }

    String text() {
      synchronized (taken) {
        return taken.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(1));
  }

  @Test
  void whatIsPrintedIsPassedOnInOrder() {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(new StandardError(target), false, StandardCharsets.UTF_8);
    err.println("one");
    err.println("zwölf");
    patiently()
        .untilAsserted(
            () -> assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("one\nzwölf\n"));
  }

  @Test
  void aPipeThatNobodyReadsHoldsNobodyUpAndTheLossIsTold() {
    Stuck pipe = new Stuck();
    PrintStream err = new PrintStream(new StandardError(pipe), false, StandardCharsets.UTF_8);
    String line = "x".repeat(1023);
    for (int i = 0; i < 3 * 1024; i++) {
      err.println(line);
    }
    // Does not wait for ever, which would hold up the end of the process.
    err.flush();
    assertThat(pipe.text()).isEmpty();

    pipe.reading.countDown();
    patiently().untilAsserted(() -> assertThat(pipe.text()).contains(" bytes of messages dropped"));
    assertThat(pipe.text().length()).isBetween(1 << 20, 2 << 20);
  }

  @Test
  void thePatientWayWaitsAlone() throws Exception {
    Stuck pipe = new Stuck();
    StandardError error = new StandardError(pipe);
    Thread patient =
        Thread.startVirtualThread(() -> {
          try {
            error.patient().write("patient\n".getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    PrintStream err = new PrintStream(error, false, StandardCharsets.UTF_8);
    err.println("hasty");
    pipe.reading.countDown();
    patient.join();
    patiently().untilAsserted(() -> assertThat(pipe.text()).contains("patient\n", "hasty\n"));
  }
}
