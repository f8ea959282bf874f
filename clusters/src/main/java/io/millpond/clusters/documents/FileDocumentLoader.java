package io.millpond.clusters.documents;

import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a saved document. Called by one thread at a time.
 *
 * @param <T> what is made of it
 */
final class FileDocumentLoader<T> implements DocumentLoader<T> {
  /** What differs once a file has been written or replaced. */
  private record Version(FileTime modified, long size, @Nullable Object key) {}

  private final String name;
  private final Path file;
  private final DocumentParser<T> parser;
  private volatile @Nullable Version loaded;

  FileDocumentLoader(String name, Path file, DocumentParser<T> parser) {
    this.name = name;
    this.file = file;
    this.parser = parser;
  }

  @Override
  public T load(Optional<T> previous) throws DocumentUnavailableException {
    try {
      Version version = version();
      if (previous.isPresent() && version.equals(loaded)) {
        return previous.get();
      }
      try (InputStream in = Files.newInputStream(file)) {
        T document = parser.parse(in);
        loaded = version;
        return document;
      }
    } catch (DocumentUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new DocumentUnavailableException(name, Reason.UNREACHABLE, "", e);
    }
  }

  private Version version() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new DocumentUnavailableException(
          name, Reason.MALFORMED); // A pipe would be waited on for ever.
    }
    return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }
}
