/**
 * Searches many logs at once and puts what is found together in the order of time, at constant
 * memory: all of it, or the next page.
 */
@NullMarked
package io.millpond.exports.search;

import org.jspecify.annotations.NullMarked;
