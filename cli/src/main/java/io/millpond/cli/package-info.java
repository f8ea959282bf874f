/**
 * The command line: {@code millpond serve | demo | token | audit | help}. Standard output carries
 * only what a program may read (the ready line, a version, a token or a list of them, what was
 * found of an audit trail, help that was asked for); all else goes to standard error.
 */
@NullMarked
package io.millpond.cli;

import org.jspecify.annotations.NullMarked;
