/**
 * Documents that tell of a cluster, from a file or a server: fetched, kept a while, taken apart.
 */
@NullMarked
package io.millpond.clusters.documents;

import org.jspecify.annotations.NullMarked;
