@NullMarked
package io.millpond.database;

import org.jspecify.annotations.NullMarked;
