@NullMarked
package io.millpond.clusters.events;

import org.jspecify.annotations.NullMarked;
