package io.millpond.catalog;

import io.millpond.clusters.Application;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where an application says it belongs, by its Spark properties {@code spark.millpond.workspaceId},
 * {@code .itemId}, {@code .itemType} and {@code .livyId}. They are its author's, so they count as
 * far as {@link Merge} says and no further.
 *
 * @param start when its first attempt began
 * @param item empty where it names a workspace and no more
 * @param complaint whether a value was malformed or one that is needed is missing
 */
record Claim(
    String cluster,
    String applicationId,
    Optional<Instant> start,
    UUID workspace,
    Optional<ClaimedItem> item,
    boolean complaint) {
  /** The oldest first, so that who comes later cannot take away what is there. */
  static final Comparator<Claim> OLDEST_FIRST =
      Comparator.<Claim, Instant>comparing(claim -> claim.start().orElse(Instant.MAX))
          .thenComparing(Claim::cluster)
          .thenComparing(Claim::applicationId);

  private static final String WORKSPACE = Application.OWN_PROPERTIES + "workspaceId";
  private static final String ITEM = Application.OWN_PROPERTIES + "itemId";
  private static final String TYPE = Application.OWN_PROPERTIES + "itemType";
  private static final String LIVY = Application.OWN_PROPERTIES + "livyId";

  /**
   * @param type empty where it is not said; an item of that id has to be known then
   * @param livyId given, or the application's own
   */
  record ClaimedItem(UUID id, Optional<Item.Type> type, UUID livyId) {}

  /** Whether an application says anything of where it belongs. */
  static boolean isMade(Application application) {
    Map<String, String> properties = application.properties();
    return properties.containsKey(WORKSPACE)
        || properties.containsKey(ITEM)
        || properties.containsKey(TYPE)
        || properties.containsKey(LIVY);
  }

  /**
   * Reads what an application says; empty where not even its workspace can be told. Where the item
   * or the session is malformed, all below the workspace is left out: half an address is no
   * address.
   */
  static Optional<Claim> of(String cluster, Application application) {
    Map<String, String> properties = application.properties();
    return id(properties, WORKSPACE).map(workspace -> of(cluster, application, workspace));
  }

  private static Claim of(String cluster, Application application, UUID workspace) {
    Map<String, String> properties = application.properties();
    Optional<UUID> item = id(properties, ITEM);
    Optional<Item.Type> type = Optional.ofNullable(properties.get(TYPE)).flatMap(Claim::type);
    Optional<UUID> livy = id(properties, LIVY);
    boolean complaint =
        isMalformed(properties, ITEM, item)
            || isMalformed(properties, TYPE, type)
            || isMalformed(properties, LIVY, livy)
            || (item.isEmpty() && (type.isPresent() || livy.isPresent()));
    UUID session = livy.orElseGet(() -> Uuids.ofApplication(cluster, application.id()));
    return new Claim(
        cluster,
        application.id(),
        application.attempts().getFirst().start(),
        workspace,
        complaint ? Optional.empty() : item.map(id -> new ClaimedItem(id, type, session)),
        complaint);
  }

  private static Optional<UUID> id(Map<String, String> properties, String name) {
    return Optional.ofNullable(properties.get(name)).map(String::strip).flatMap(Uuids::parse);
  }

  private static Optional<Item.Type> type(String word) {
    return Arrays.stream(Item.Type.values())
        .filter(type -> type.word().equalsIgnoreCase(word.strip()))
        .findFirst();
  }

  private static boolean isMalformed(
      Map<String, String> properties, String name, Optional<?> value) {
    return properties.containsKey(name) && value.isEmpty();
  }
}
