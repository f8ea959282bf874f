package io.millpond.exports.standing;

import java.time.Instant;

/**
 * What a retry token was used for.
 *
 * @param hash of all that makes it one: instance, caller, cluster, token
 * @param operationKey what was accepted then
 * @param requestHash of what was asked for then
 * @param expires from then on it stands for nothing
 */
record Token(String hash, String operationKey, String requestHash, Instant expires) {}
