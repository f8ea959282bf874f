package io.millpond.access.signatures;

import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * A key that is known, and whose it is.
 *
 * @param principal without the scheme
 * @param expires from when on it is nobody's; {@link Instant#MAX} where that is never
 */
record SigningKey(RSAPublicKey key, String principal, Instant expires) {}
