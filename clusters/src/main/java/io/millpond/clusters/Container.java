package io.millpond.clusters;

/**
 * A process of an attempt that leaves logs: a YARN container, a directory of a standalone worker, a
 * container of a pod.
 *
 * @param id unique within its application
 * @param nodeId where it ran, {@code host:port} where the cluster has such ids; empty where unknown
 * @param role what it is to the application
 */
public record Container(String id, String nodeId, Role role) {
  /** What a container is to its application. */
  public enum Role {
    /** Runs the driver: its logs are the driver's. */
    DRIVER,
    EXECUTOR,
    /** Anything else, such as YARN's application master of a client whose driver runs elsewhere. */
    OTHER
  }
}
