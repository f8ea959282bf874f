/** Exports that outlive the process: operations in the database, files in the data directory. */
@NullMarked
package io.millpond.exports.standing;

import org.jspecify.annotations.NullMarked;
