/**
 * The logs of a cluster as records: asynchronous downloads, which are told by what was asked for,
 * how far it is, and the file behind the link; and searches that are answered page by page.
 */
@NullMarked
package io.millpond.exports;

import org.jspecify.annotations.NullMarked;
