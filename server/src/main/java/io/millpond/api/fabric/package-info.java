/**
 * The Fabric Spark monitoring API: driver, rolling, executor and Livy logs of Spark applications,
 * and the sessions they belong to. Knows applications and their files, no kind of cluster.
 */
@NullMarked
package io.millpond.api.fabric;

import org.jspecify.annotations.NullMarked;
