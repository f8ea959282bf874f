@NullMarked
package io.millpond.json;

import org.jspecify.annotations.NullMarked;
