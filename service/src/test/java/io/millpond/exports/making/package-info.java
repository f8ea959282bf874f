/** Tests of the making of one export. */
@NullMarked
package io.millpond.exports.making;

import org.jspecify.annotations.NullMarked;
