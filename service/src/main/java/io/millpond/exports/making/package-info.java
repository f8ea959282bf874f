/** The making of an export's file: what is searched, how it begins and ends, what is told of it. */
@NullMarked
package io.millpond.exports.making;

import org.jspecify.annotations.NullMarked;
