/** Tests of what Livy servers tell. */
@NullMarked
package io.millpond.clusters.livy;

import org.jspecify.annotations.NullMarked;
