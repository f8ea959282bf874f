/**
 * The making of an export's file: what is searched, how it begins and ends, what is told of it. How
 * that is found out, beside others that do, is a search's by pages, too.
 */
@NullMarked
package io.millpond.exports.making;

import org.jspecify.annotations.NullMarked;
