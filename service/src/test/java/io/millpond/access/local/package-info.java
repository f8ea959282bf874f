@NullMarked
package io.millpond.access.local;

import org.jspecify.annotations.NullMarked;
