package io.millpond.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How tests wait where they do not say it themselves: far longer than anything takes, for the
 * machine may have other things to do, and looking often, for what is waited for is mostly there at
 * once. JUnit finds this on the class path and runs it before the first test of a JVM.
 */
public final class Patience implements LauncherSessionListener {
  /** A test that waits in vain fails after this; Awaitility's own 10 s are short on a busy day. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Duration FIRST_LOOK = Duration.ofMillis(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(LONGEST);
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(IterativePollInterval.iterative(Patience::next, FIRST_LOOK));
  }

  private static Duration next(Duration last) {
    Duration doubled = last.multipliedBy(2);
    return doubled.compareTo(BETWEEN_LOOKS) < 0 ? doubled : BETWEEN_LOOKS;
  }
}
