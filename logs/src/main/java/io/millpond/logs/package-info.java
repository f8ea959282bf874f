/**
 * Log files as bytes: the one safe door to them, windows of lines, following. Knows no HTTP and no
 * cluster.
 */
@NullMarked
package io.millpond.logs;

import org.jspecify.annotations.NullMarked;
