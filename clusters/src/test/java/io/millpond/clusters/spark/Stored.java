package io.millpond.clusters.spark;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads stored files in tests. */
final class Stored {
  private Stored() {}

  static byte[] bytes(StoredFile file) throws IOException {
    try (Content content = file.open()) {
      return bytes(content, 0);
    }
  }

  static byte[] bytes(Content content, long offset) throws IOException {
    switch (content) {
      case Content.Decoded decoded -> {
        try (InputStream in = decoded.from(offset)) {
          return in.readAllBytes();
        }
      }
      case Content.InFile inFile -> {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(inFile.length() - offset));
        while (bytes.hasRemaining()) {
          int count = inFile.file().read(bytes, inFile.offset() + offset + bytes.position());
          if (count < 0) {
            throw new IOException("shrank");
          }
        }
        return bytes.array();
      }
    }
  }
}
