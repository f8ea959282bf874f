/**
 * Searches that are answered page by page: whose turn it is, and what is remembered between pages.
 */
@NullMarked
package io.millpond.exports.paging;

import org.jspecify.annotations.NullMarked;
