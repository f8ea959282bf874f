package io.millpond.exports;

import java.time.Instant;

/**
 * A cluster of a platform.
 *
 * @param name for people
 * @param state as the AIDP API names it, {@code ACTIVE}
 * @param timeCreated the same each time it is asked for
 */
public record PlatformCluster(ClusterRef ref, String name, String state, Instant timeCreated) {}
