/**
 * Reader of systemd journal files: mapped, without libsystemd, and without a dependency on the rest
 * of Millpond.
 */
@NullMarked
package io.millpond.journal;

import org.jspecify.annotations.NullMarked;
