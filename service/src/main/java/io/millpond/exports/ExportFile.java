package io.millpond.exports;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The file of an export that has succeeded: whole, and never changed again.
 *
 * @param operationKey of the export
 * @param createdBy the principal that asked for it
 * @param file where it lies
 * @param object its name
 * @param mediaType as {@code Content-Type} says it
 * @param length in bytes
 * @param md5 of its bytes, in base64
 * @param etag strong, without quotes
 * @param lastModified when it was published
 * @param expires when the link ends
 */
public record ExportFile(
    String operationKey,
    String createdBy,
    Path file,
    String object,
    String mediaType,
    long length,
    String md5,
    String etag,
    Instant lastModified,
    Instant expires) {}
