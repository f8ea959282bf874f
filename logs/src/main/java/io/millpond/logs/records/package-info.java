/**
 * Text cut into records: which lines begin one, when it was written, at what level, by whom. Knows
 * formats as data and no cluster.
 */
@NullMarked
package io.millpond.logs.records;

import org.jspecify.annotations.NullMarked;
