@NullMarked
package io.millpond.http;

import org.jspecify.annotations.NullMarked;
