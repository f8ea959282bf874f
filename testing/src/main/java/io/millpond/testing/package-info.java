/** What the tests of all modules have in common. No part of the product knows it. */
@NullMarked
package io.millpond.testing;

import org.jspecify.annotations.NullMarked;
