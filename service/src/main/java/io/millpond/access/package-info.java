/**
 * Who is asking and what they may read: the one place where that is decided. A dialect turns a
 * request into {@link io.millpond.access.Credentials}, learns from {@link
 * io.millpond.access.Access#identify} whose they are, and asks {@link
 * io.millpond.access.Access#decide} before it looks at anything else of the request; how a refusal
 * reads is the dialect's affair. Knows no HTTP.
 */
@NullMarked
package io.millpond.access;

import org.jspecify.annotations.NullMarked;
