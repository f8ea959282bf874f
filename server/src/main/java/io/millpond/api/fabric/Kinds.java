package io.millpond.api.fabric;

import io.millpond.catalog.Item;
import java.util.Arrays;
import java.util.Optional;

/** The segment of a path that says what an item is. */
final class Kinds {
  private Kinds() {}

  static String segment(Item.Type type) {
    return switch (type) {
      case NOTEBOOK -> "notebooks";
      case SPARK_JOB_DEFINITION -> "sparkJobDefinitions";
      case LAKEHOUSE -> "lakehouses";
    };
  }

  static Optional<Item.Type> type(String segment) {
    return Arrays.stream(Item.Type.values())
        .filter(type -> segment(type).equals(segment))
        .findFirst();
  }
}
