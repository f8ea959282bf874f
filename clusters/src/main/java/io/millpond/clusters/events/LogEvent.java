package io.millpond.clusters.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is read of an event log. */
sealed interface LogEvent {
  /** {@code SparkListenerApplicationStart}. */
  record Start(
      String id,
      String name,
      String user,
      OptionalInt attempt,
      Optional<Instant> time,
      Optional<LoggedProcess> driver)
      implements LogEvent {}

  /** Of {@code SparkListenerEnvironmentUpdate} the properties that are Millpond's. */
  record Environment(Map<String, String> properties) implements LogEvent {}

  /** {@code SparkListenerExecutorAdded}. */
  record Executor(Optional<Instant> time, LoggedProcess process) implements LogEvent {}

  /** {@code SparkListenerExecutorRemoved}. */
  record Removed(Optional<Instant> time, String id, String reason) implements LogEvent {}

  /** {@code SparkListenerApplicationEnd}. */
  record End(Optional<Instant> time, OptionalInt exitCode) implements LogEvent {}

  /** The events, by how their lines begin: Spark writes the name of the event first. */
  enum Kind {
    START("ApplicationStart"),
    ENVIRONMENT("EnvironmentUpdate"),
    EXECUTOR("ExecutorAdded"),
    REMOVED("ExecutorRemoved"),
    END("ApplicationEnd");

    /** How every line of an event log begins. */
    static final byte[] ANY = bytes("{\"Event\":\"");

    /** Bytes by which any line is told to be one of these or none. */
    static final int MAX_BEGIN_BYTES = 48;

    @SuppressWarnings("ImmutableEnumChecker") // Is never written to, nor handed out.
    private final byte[] begin;

    Kind(String name) {
      begin = bytes("{\"Event\":\"SparkListener" + name + "\"");
    }

    boolean begins(byte[] bytes, int from, int to) {
      return begins(begin, bytes, from, to);
    }

    static boolean begins(byte[] begin, byte[] bytes, int from, int to) {
      return to - from >= begin.length
          && Arrays.equals(begin, 0, begin.length, bytes, from, from + begin.length);
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
