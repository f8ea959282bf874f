/** Loops that decide how fast Millpond is, one by one inside the process, measured by JMH. */
@NullMarked
package io.millpond.bench.loops;

import org.jspecify.annotations.NullMarked;
