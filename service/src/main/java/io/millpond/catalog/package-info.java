/** Workspaces, items and Livy sessions: who ran what, and on which cluster its logs are. */
@NullMarked
package io.millpond.catalog;

import org.jspecify.annotations.NullMarked;
