@NullMarked
package io.millpond.clusters.yarn;

import org.jspecify.annotations.NullMarked;
