package io.millpond.clusters;

/** A place where workloads run and leave logs. */
public interface Cluster {
  /** The name the administrator gave it; unique within a configuration. */
  String name();
}
