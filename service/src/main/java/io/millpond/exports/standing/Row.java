package io.millpond.exports.standing;

import io.millpond.exports.Operation;
import java.util.Optional;

/**
 * An operation as it is stored.
 *
 * @param object name of the file, as the link has it
 * @param secretHash of the link's secret
 * @param file once it has succeeded
 */
record Row(Operation operation, String object, String secretHash, Optional<Published> file) {}
