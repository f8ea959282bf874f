@NullMarked
package io.millpond.exports.paging;

import org.jspecify.annotations.NullMarked;
