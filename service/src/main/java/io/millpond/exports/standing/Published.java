package io.millpond.exports.standing;

import java.time.Instant;

/**
 * The file of an export that has succeeded.
 *
 * @param bytes its length
 * @param md5 of its bytes, in base64
 * @param expires when its link ends
 */
record Published(long bytes, String md5, Instant expires) {}
