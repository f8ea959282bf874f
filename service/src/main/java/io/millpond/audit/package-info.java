/**
 * The audit trail: one line for every read, each sealed with the hash of the one before, so that a
 * line that was changed, removed, added or moved is found.
 */
@NullMarked
package io.millpond.audit;

import org.jspecify.annotations.NullMarked;
