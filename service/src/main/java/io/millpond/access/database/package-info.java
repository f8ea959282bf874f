/** Where the grants that administrators make are kept: an embedded database, or a PostgreSQL. */
@NullMarked
package io.millpond.access.database;

import org.jspecify.annotations.NullMarked;
