@NullMarked
package io.millpond.logs.records;

import org.jspecify.annotations.NullMarked;
