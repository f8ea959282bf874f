/** Tests of what clusters share, and help for the tests of each type. */
@NullMarked
package io.millpond.clusters;

import org.jspecify.annotations.NullMarked;
