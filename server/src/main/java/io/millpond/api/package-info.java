/**
 * What the dialects, each in a package of its own below, have in common: how they ask who is
 * calling and what they may.
 */
@NullMarked
package io.millpond.api;

import org.jspecify.annotations.NullMarked;
