package io.millpond.exports.sources;

import io.millpond.clusters.Container;
import java.util.Map;

/** What nodes are called in exports. */
final class Subjects {
  private static final String DRIVER = "spark-driver";
  private static final String EXECUTOR = "spark-executor-";

  private Subjects() {}

  /**
   * An executor by its number, or by its container where the number is not known. What is neither
   * an executor nor a driver (YARN's master of a driver that ran elsewhere, a pod's other
   * containers) is called by its container alone.
   *
   * @param numbers of executors, by their containers
   */
  static String of(Container container, Map<String, String> numbers) {
    return switch (container.role()) {
      case DRIVER -> DRIVER;
      case EXECUTOR -> EXECUTOR + numbers.getOrDefault(container.id(), container.id());
      case OTHER -> container.id();
    };
  }

  /** An executor as Spark names it; a driver that is its own executor is {@code driver}. */
  static String ofExecutor(String id) {
    return id.isEmpty() || id.equals("driver") ? DRIVER : EXECUTOR + id;
  }
}
