package io.millpond.clusters.events;

import io.millpond.clusters.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An attempt as its event log tells of it.
 *
 * @param number {@code App Attempt ID}, or that of the file's name; 1 where there is none
 * @param start {@code Timestamp} of {@code SparkListenerApplicationStart}
 * @param end {@code Timestamp} of {@code SparkListenerApplicationEnd}; empty while there is none
 * @param exitCode {@code ExitCode} of the end, which Spark 4 writes and Spark 3 does not
 * @param lastWritten when the log was last written to
 * @param writer owner of the log; empty where that tells nothing, because who keeps the directory
 *     owns it, or owners are not told
 * @param driver where the driver ran; empty in YARN client mode, and where nothing is said
 * @param executors in the order they were added; empty where only a summary was asked for
 */
public record LoggedAttempt(
    int number,
    Optional<Instant> start,
    Optional<Instant> end,
    OptionalInt exitCode,
    Instant lastWritten,
    Optional<String> writer,
    Optional<LoggedProcess> driver,
    List<LoggedProcess> executors) {
  public LoggedAttempt {
    executors = List.copyOf(executors);
  }

  /**
   * What is known of its end. An end says how it was by its exit code, which Spark 3 does not
   * write; a log without an end whose application has died is known by its silence.
   */
  public RunState state(Instant now) {
    if (end.isEmpty()) {
      return RunState.bySilence(lastWritten, now);
    }
    if (exitCode.isEmpty()) {
      return RunState.UNKNOWN;
    }
    return exitCode.getAsInt() == 0 ? RunState.SUCCEEDED : RunState.FAILED;
  }
}
