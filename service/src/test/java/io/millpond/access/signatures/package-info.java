@NullMarked
package io.millpond.access.signatures;

import org.jspecify.annotations.NullMarked;
