@NullMarked
package io.millpond.api.admin;

import org.jspecify.annotations.NullMarked;
