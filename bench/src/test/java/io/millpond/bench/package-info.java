@NullMarked
package io.millpond.bench;

import org.jspecify.annotations.NullMarked;
