/**
 * Searches many logs at once and puts what is found together in the order of time, at constant
 * memory.
 */
@NullMarked
package io.millpond.exports.search;

import org.jspecify.annotations.NullMarked;
