@NullMarked
package io.millpond.logs;

import org.jspecify.annotations.NullMarked;
