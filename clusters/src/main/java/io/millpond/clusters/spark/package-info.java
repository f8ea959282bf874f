/**
 * Spark standalone: applications from event logs, the logs their executors and drivers leave in
 * workers' directories, and the consoles of drivers that ran elsewhere.
 */
@NullMarked
package io.millpond.clusters.spark;

import org.jspecify.annotations.NullMarked;
