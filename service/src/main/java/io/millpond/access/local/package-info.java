/**
 * Tokens that this service issues itself, by {@code millpond token}: random, opaque, each to a
 * name. Only their hashes are kept, in one file of the data directory, which the command line
 * writes and the server reads.
 */
@NullMarked
package io.millpond.access.local;

import org.jspecify.annotations.NullMarked;
