/**
 * The rules of the house, held by tests: which room may know which, and what the source tree has to
 * look like. {@code CONTRIBUTING.md} tells the rules and the reasons.
 */
@NullMarked
package io.millpond.house;

import org.jspecify.annotations.NullMarked;
