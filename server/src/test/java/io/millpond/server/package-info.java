@NullMarked
package io.millpond.server;

import org.jspecify.annotations.NullMarked;
