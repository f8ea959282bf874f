/**
 * Following log files: one watcher a file whatever the number of followers, positions that survive
 * rotation, losses that are told.
 */
@NullMarked
package io.millpond.logs.follow;

import org.jspecify.annotations.NullMarked;
