@NullMarked
package io.millpond.catalog.database;

import org.jspecify.annotations.NullMarked;
