@NullMarked
package io.millpond.access.tokens;

import org.jspecify.annotations.NullMarked;
