/** Tests of who may read what. */
@NullMarked
package io.millpond.access;

import org.jspecify.annotations.NullMarked;
