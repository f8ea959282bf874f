/** JSON in requests, read within bounds, and in answers. Knows no dialect. */
@NullMarked
package io.millpond.json;

import org.jspecify.annotations.NullMarked;
