package io.millpond.access.keys;

import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * A key that requests are signed with, and whose it is.
 *
 * @param principal without the scheme
 * @param expires from when on it is nobody's; {@link Instant#MAX} where that is never
 */
public record CallerKey(RSAPublicKey key, String principal, Instant expires) {}
