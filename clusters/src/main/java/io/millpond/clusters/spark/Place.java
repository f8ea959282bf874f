package io.millpond.clusters.spark;

import io.millpond.logs.LogRoot;

/**
 * A directory below a root.
 *
 * @param path below the root; empty for the root itself
 */
record Place(LogRoot root, String path) {
  /** The path below the root of what has that name here. */
  String path(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  Place child(String name) {
    return new Place(root, path(name));
  }
}
