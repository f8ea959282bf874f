/**
 * The log download of Oracle's AI Data Platform: asynchronous exports of a cluster's logs, the
 * operations that tell how far they are, and the links their files are read by.
 */
@NullMarked
package io.millpond.api.aidp;

import org.jspecify.annotations.NullMarked;
