/**
 * Mesos: tasks from the state of a master or an agent, and sandboxes below an agent's work
 * directory.
 */
@NullMarked
package io.millpond.clusters.mesos;

import org.jspecify.annotations.NullMarked;
