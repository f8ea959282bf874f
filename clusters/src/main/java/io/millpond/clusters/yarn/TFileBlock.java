package io.millpond.clusters.yarn;

import io.millpond.logs.ByteSource;
import java.io.IOException;

/**
 * A block of a TFile.
 *
 * @param start of its bytes in the file
 * @param storedLength of its bytes in the file
 * @param rawLength of the same, decompressed
 * @param compressed by zlib
 */
record TFileBlock(long start, long storedLength, long rawLength, boolean compressed) {
  RawInput begin(ByteSource file, String path) throws IOException {
    RangeInput stored = new RangeInput(file, path, start, storedLength);
    return compressed ? new ZlibInput(stored, path, rawLength) : stored;
  }
}
