@NullMarked
package io.millpond.logs.follow;

import org.jspecify.annotations.NullMarked;
