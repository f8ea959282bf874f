/** Public keys: read from files, and which are worth their name. */
@NullMarked
package io.millpond.access.keys;

import org.jspecify.annotations.NullMarked;
