/**
 * Who is asking and what they may read: the one place where that is decided. What a request brings
 * along becomes {@link io.millpond.access.Credentials}, {@link io.millpond.access.Access#identify}
 * tells whose they are, and {@link io.millpond.access.Access#decide} whether they may. It is asked
 * by the dialects' doorkeeper alone ({@code io.millpond.api}); which permission on which resource,
 * and how a refusal reads, is each dialect's affair. Knows no HTTP.
 */
@NullMarked
package io.millpond.access;

import org.jspecify.annotations.NullMarked;
