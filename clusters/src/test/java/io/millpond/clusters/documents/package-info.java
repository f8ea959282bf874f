/** Tests of documents that are kept a while. */
@NullMarked
package io.millpond.clusters.documents;

import org.jspecify.annotations.NullMarked;
