/** The one database of a service, embedded or a PostgreSQL: opened when it is first needed. */
@NullMarked
package io.millpond.database;

import org.jspecify.annotations.NullMarked;
