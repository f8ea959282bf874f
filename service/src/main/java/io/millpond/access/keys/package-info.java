/** Public keys: read from files, which are worth their name, and whose they are. */
@NullMarked
package io.millpond.access.keys;

import org.jspecify.annotations.NullMarked;
