package io.millpond.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One of {@code workspaces}: what the Fabric API addresses.
 *
 * @param name default its id
 * @param tenant whose it is, as tokens name it ({@code tid}); anybody's where empty
 */
public record WorkspaceConfig(UUID id, String name, Optional<String> tenant, List<Item> items) {
  private static final UUID NONE = new UUID(0, 0);

  public WorkspaceConfig {
    items = List.copyOf(items);
  }

  static WorkspaceConfig read(Section section) {
    UUID id = section.require("id", Value::uuid, NONE);
    List<Item> items = section.sections("items", Item::read);
    section.unique("items", items.stream().map(Item::id).toList(), "item");
    return new WorkspaceConfig(
        id,
        section.get("name", Value::text).orElse(id.toString()),
        section.get("tenant", Value::text),
        items);
  }

  /** What an {@link Item} is, spelled as the API spells it. */
  public enum ItemType {
    NOTEBOOK("Notebook"),
    SPARK_JOB_DEFINITION("SparkJobDefinition"),
    LAKEHOUSE("Lakehouse");

    private final String word;

    ItemType(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * A notebook, job definition or lakehouse.
   *
   * @param name default its id
   */
  public record Item(UUID id, ItemType type, String name, List<LivySession> livySessions) {
    public Item {
      livySessions = List.copyOf(livySessions);
    }

    static Item read(Section section) {
      UUID id = section.require("id", Value::uuid, NONE);
      List<LivySession> sessions = section.sections("livySessions", LivySession::read);
      section.unique("livySessions", sessions.stream().map(LivySession::id).toList(), "session");
      return new Item(
          id,
          section.require(
              "type", v -> v.constant(ItemType.class, ItemType::word), ItemType.NOTEBOOK),
          section.get("name", Value::text).orElse(id.toString()),
          sessions);
    }
  }

  /**
   * A Livy session or batch and the applications it ran.
   *
   * @param cluster the name of one of the configured clusters
   * @param applications application ids
   * @param livyLog a file that may come later
   */
  public record LivySession(
      UUID id, String cluster, List<String> applications, Optional<Path> livyLog) {
    public LivySession {
      applications = List.copyOf(applications);
    }

    static LivySession read(Section section) {
      return new LivySession(
          section.require("id", Value::uuid, NONE),
          section.require("cluster", section.reading()::clusterName, ""),
          section.list("applications", Value::name),
          section.get("livyLog", Places::fileToCome));
    }
  }
}
