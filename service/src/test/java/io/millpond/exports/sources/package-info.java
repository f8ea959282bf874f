@NullMarked
package io.millpond.exports.sources;

import org.jspecify.annotations.NullMarked;
