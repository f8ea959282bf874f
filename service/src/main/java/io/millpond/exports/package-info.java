/** Asynchronous downloads: what was asked for, how far it is, and the file behind the link. */
@NullMarked
package io.millpond.exports;

import org.jspecify.annotations.NullMarked;
