package io.millpond.exports;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How tests wait: with a bound far above what it takes, as the machine may be busy. */
public final class Waits {
  private Waits() {}

  public static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }
}
