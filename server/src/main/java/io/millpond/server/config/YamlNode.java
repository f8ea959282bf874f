package io.millpond.server.config;

import java.util.List;

/** A piece of a YAML document that knows the line (from 1) where it stands. */
sealed interface YamlNode {
  int line();

  /** How many nodes reading this one visits: itself and everything below it, aliases followed. */
  int size();

  /** What the node is, in the words of a message. */
  String kind();

  /**
   * A single value.
   *
   * @param raw as the file has it, quotes removed, environment variables not filled in
   * @param plain whether it stands without quotes, so that {@code 1} is a number
   */
  record Scalar(int line, String raw, boolean plain) implements YamlNode {
    @Override
    public int size() {
      return 1;
    }

    boolean isNull() {
      return plain
          && switch (raw) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    @Override
    public String kind() {
      if (isNull()) {
        return "nothing";
      }
      return plain ? CoreSchema.kind(raw) : "text";
    }

    /** The value may be a secret. */
    @Override
    public String toString() {
      return "Scalar[line=" + line + "]";
    }
  }

  /** A list of nodes. */
  record Sequence(int line, List<YamlNode> items, int size) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys and their values, in the order of the file; a key may be there twice. */
  record Mapping(int line, List<Entry> entries, int size) implements YamlNode {
    @Override
    public String kind() {
      return "a section";
    }
  }

  /** A key of a {@link Mapping} and the line it stands on. */
  record Entry(int line, String key, YamlNode value) {}
}
