/**
 * The DC/OS Logging API v2: its routes, its words, its errors. Facts and choices are those of the
 * API's document, the behaviour of the system that spoke it, and {@code docs/compatibility.md}.
 * Holds no file handle and decides on no permission.
 */
@NullMarked
package io.millpond.api.dcos;

import org.jspecify.annotations.NullMarked;
