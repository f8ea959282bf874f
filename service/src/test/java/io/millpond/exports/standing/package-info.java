@NullMarked
package io.millpond.exports.standing;

import org.jspecify.annotations.NullMarked;
