/**
 * The administrator's API: what belongs to which workspace, item and session, read and registered
 * at run time, and who may read what. JSON both ways.
 */
@NullMarked
package io.millpond.api.admin;

import org.jspecify.annotations.NullMarked;
