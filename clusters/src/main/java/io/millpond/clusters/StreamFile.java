package io.millpond.clusters;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of what a container wrote: each byte of a container's logs is in one of these.
 *
 * @param stream {@code stdout}, {@code stderr}, or the name of a file that is of neither
 * @param number among the parts of its stream, from 0, in the order they were written
 * @param file under the name it is listed by
 * @param notBefore no record in it was written earlier; empty where that is not certain
 */
public record StreamFile(String stream, int number, StoredFile file, Optional<Instant> notBefore) {}
