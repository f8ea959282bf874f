@NullMarked
package io.millpond.catalog;

import org.jspecify.annotations.NullMarked;
