/** Livy servers: how sessions fare that are known to them only, and their logs. */
@NullMarked
package io.millpond.clusters.livy;

import org.jspecify.annotations.NullMarked;
