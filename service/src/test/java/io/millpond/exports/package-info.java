@NullMarked
package io.millpond.exports;

import org.jspecify.annotations.NullMarked;
