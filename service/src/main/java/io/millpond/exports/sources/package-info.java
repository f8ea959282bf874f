/** Which files and events an export of a cluster reads. */
@NullMarked
package io.millpond.exports.sources;

import org.jspecify.annotations.NullMarked;
