/** The example that {@code millpond demo} shows: a node with its logs, and writers that go on. */
@NullMarked
package io.millpond.cli.demo;

import org.jspecify.annotations.NullMarked;
