@NullMarked
package io.millpond.api.fabric;

import org.jspecify.annotations.NullMarked;
