@NullMarked
package io.millpond.api.aidp;

import org.jspecify.annotations.NullMarked;
