package io.millpond.clusters.spark;

import io.millpond.logs.SharedFiles;
import io.millpond.logs.TextLengths;

/** What all who read containers' files share. */
record Reading(SharedFiles files, TextLengths lengths, DirectoryMemory memory) {
  static Reading with(SharedFiles files) {
    return new Reading(files, new TextLengths(), new DirectoryMemory());
  }
}
