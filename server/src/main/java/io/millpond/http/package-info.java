/**
 * The HTTP machinery every dialect stands on: routes, queries, negotiation, ranges, file downloads,
 * event streams. Knows Jetty and files; knows no dialect, no cluster and no permission.
 */
@NullMarked
package io.millpond.http;

import org.jspecify.annotations.NullMarked;
