/**
 * The administrator's API: what belongs to which workspace, item and session, read and registered
 * at run time. JSON both ways.
 */
@NullMarked
package io.millpond.api.admin;

import org.jspecify.annotations.NullMarked;
