@NullMarked
package io.millpond.api.dcos;

import org.jspecify.annotations.NullMarked;
