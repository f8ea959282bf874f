/** Where registrations are kept: an embedded database, or a PostgreSQL. */
@NullMarked
package io.millpond.catalog.database;

import org.jspecify.annotations.NullMarked;
