package io.millpond.clusters;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Spark application, as far as its cluster tells of it.
 *
 * @param id such as {@code application_1741176604085_0001}, {@code app-20261120033131-0000}
 * @param name the name its author gave it; empty where unknown
 * @param user who ran it; empty where unknown
 * @param properties Spark properties that begin with {@link #OWN_PROPERTIES}, by their whole names
 * @param attempts in ascending order, never empty
 */
public record Application(
    String id, String name, String user, Map<String, String> properties, List<Attempt> attempts) {
  /** Spark properties by which an application says where it belongs. */
  public static final String OWN_PROPERTIES = "spark.millpond.";

  public Application {
    properties = Map.copyOf(properties);
    attempts = attempts.stream().sorted(Comparator.comparingInt(Attempt::number)).toList();
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("an application has an attempt");
    }
  }

  /** The attempt of that number. */
  public Optional<Attempt> attempt(int number) {
    return attempts.stream().filter(attempt -> attempt.number() == number).findFirst();
  }

  /** The newest attempt, which speaks for the application. */
  public Attempt lastAttempt() {
    return attempts.getLast();
  }
}
