/** Tests of Spark standalone. */
@NullMarked
package io.millpond.clusters.spark;

import org.jspecify.annotations.NullMarked;
