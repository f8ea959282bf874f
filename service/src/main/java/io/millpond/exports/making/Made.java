package io.millpond.exports.making;

/**
 * A file that was written to its end and is on the disk.
 *
 * @param bytes its length
 * @param md5 of its bytes, in base64
 * @param receipt what was read for it, as a JSON object
 * @param details the same in words
 */
public record Made(long bytes, String md5, String receipt, String details) {}
