/**
 * Spark event logs: who ran what, when, and in which containers.
 *
 * <p>A log is found by {@link io.millpond.clusters.events.EventDirectory}, which knows names and no
 * content. What it tells is read at two depths. A summary, of every log, takes its first lines and
 * its last ({@link io.millpond.clusters.events.SummaryReader}) and is kept as long as the log does
 * not change ({@link io.millpond.clusters.events.LogIndex}). All of it, executors too, is read
 * where one application is asked for, and read on from there ({@link
 * io.millpond.clusters.events.WholeLog}). Both go by way of {@link
 * io.millpond.clusters.events.PartText}, which decodes, {@link
 * io.millpond.clusters.events.EventLines}, which passes over all lines but a few without looking at
 * more than their first bytes, and {@link io.millpond.clusters.events.EventParser}.
 *
 * <p>Logs are written by whoever may run a job: whatever they hold, what is kept of them is
 * bounded, and one of them hides no other.
 */
@NullMarked
package io.millpond.clusters.events;

import org.jspecify.annotations.NullMarked;
