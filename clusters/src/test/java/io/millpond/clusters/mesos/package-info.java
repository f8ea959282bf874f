/** Tests of Mesos. */
@NullMarked
package io.millpond.clusters.mesos;

import org.jspecify.annotations.NullMarked;
