/**
 * Comparisons with peers, each in one run on one machine. A comparison starts the servers as their
 * users do, alternates them within a round, and judges the goals by medians over rounds of the
 * ratio within a round: what disturbs the machine disturbs both sides of a ratio alike.
 */
@NullMarked
package io.millpond.bench;

import org.jspecify.annotations.NullMarked;
