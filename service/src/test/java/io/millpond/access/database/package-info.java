@NullMarked
package io.millpond.access.database;

import org.jspecify.annotations.NullMarked;
