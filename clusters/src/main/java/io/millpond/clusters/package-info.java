/**
 * Clusters and what ran on them. Each type of cluster has a package of its own that knows where its
 * workloads' logs lie; this one holds what they share. Knows no dialect and no HTTP server.
 */
@NullMarked
package io.millpond.clusters;

import org.jspecify.annotations.NullMarked;
