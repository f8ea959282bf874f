/**
 * YARN: containers' files in the directories of NodeManagers, and in the aggregated files they are
 * moved to. Both formats of those, TFile and IFile, are read here, without Hadoop.
 */
@NullMarked
package io.millpond.clusters.yarn;

import org.jspecify.annotations.NullMarked;
