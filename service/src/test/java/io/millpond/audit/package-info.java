/** Tests of the audit trail. */
@NullMarked
package io.millpond.audit;

import org.jspecify.annotations.NullMarked;
