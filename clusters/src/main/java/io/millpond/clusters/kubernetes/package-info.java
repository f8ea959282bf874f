/**
 * Kubernetes: pods from a list or the API server, and their logs below the kubelet's directory of
 * pod logs.
 */
@NullMarked
package io.millpond.clusters.kubernetes;

import org.jspecify.annotations.NullMarked;
