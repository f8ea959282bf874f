/**
 * Requests signed as OCI's clients sign them: HTTP signatures after draft-cavage-http-signatures-08
 * in OCI's version 1, with the keys of users and with those that session tokens speak for.
 */
@NullMarked
package io.millpond.access.signatures;

import org.jspecify.annotations.NullMarked;
