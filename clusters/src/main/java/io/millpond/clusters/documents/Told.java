package io.millpond.clusters.documents;

import java.time.Instant;

/**
 * A document and when it was asked for: what it tells was so then, or a little later.
 *
 * @param <T> what is made of the document
 */
public record Told<T>(T document, Instant at) {}
