@NullMarked
package io.millpond.exports.search;

import org.jspecify.annotations.NullMarked;
