/** Which files and events of a cluster an export or a search reads. */
@NullMarked
package io.millpond.exports.sources;

import org.jspecify.annotations.NullMarked;
