/** Spark event logs: who ran what, when, and in which containers. */
@NullMarked
package io.millpond.clusters.events;

import org.jspecify.annotations.NullMarked;
