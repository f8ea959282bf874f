package io.millpond.catalog;

import java.util.UUID;

/** A notebook, job definition or lakehouse of a workspace: what sessions belong to. */
public record Item(UUID id, UUID workspaceId, Type type, String name) {
  /** What an item is, by the words of the Fabric REST API. */
  public enum Type {
    NOTEBOOK("Notebook"),
    SPARK_JOB_DEFINITION("SparkJobDefinition"),
    LAKEHOUSE("Lakehouse");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As it is spelled in bodies and in the configuration. */
    public String word() {
      return word;
    }
  }
}
