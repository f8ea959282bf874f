/** Spark's history server, which answers what only it can: jobs, stages, SQL. */
@NullMarked
package io.millpond.clusters.history;

import org.jspecify.annotations.NullMarked;
