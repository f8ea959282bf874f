package io.millpond.exports.search;

import io.millpond.logs.ByteSource;
import io.millpond.logs.records.FilePart;

/**
 * The text of a file as it is searched: the file's own, and perhaps what its last record goes on
 * with elsewhere.
 */
interface SearchText extends ByteSource {
  /** Whether it costs the same to read it anywhere, by several readers that opened it. */
  boolean isSeekable();

  /** The records that begin in the file; without an end where only reading tells. */
  FilePart all();

  /** The file's own alone; closed with this. */
  ByteSource own();

  /** What is to be added to a position to have the file's offset. */
  long shift();
}
