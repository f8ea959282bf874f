/**
 * Tokens signed by somebody who is trusted: those of DC/OS and those of OpenID Connect issuers,
 * which speak for whoever bears them, and those of sessions, which name a key. Signatures are
 * verified by Nimbus; what is accepted at all, of form, algorithm and key, is decided here, before.
 */
@NullMarked
package io.millpond.access.tokens;

import org.jspecify.annotations.NullMarked;
