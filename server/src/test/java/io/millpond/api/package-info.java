/** Tests of what the dialects have in common. */
@NullMarked
package io.millpond.api;

import org.jspecify.annotations.NullMarked;
