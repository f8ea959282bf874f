/** Tests of Kubernetes. */
@NullMarked
package io.millpond.clusters.kubernetes;

import org.jspecify.annotations.NullMarked;
