/**
 * Puts the service together: reads the configuration, opens what it names, wires the dialects to it
 * and serves them. The only package that knows all others.
 */
@NullMarked
package io.millpond.server;

import org.jspecify.annotations.NullMarked;
