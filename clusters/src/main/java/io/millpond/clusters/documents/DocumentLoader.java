package io.millpond.clusters.documents;

import java.util.Optional;

/**
 * Gets a document, once.
 *
 * @param <T> what is made of it
 */
interface DocumentLoader<T> extends AutoCloseable {
  /**
   * The document as it is now.
   *
   * @param previous what the last successful call returned; returned again where nothing changed
   */
  T load(Optional<T> previous) throws DocumentUnavailableException;

  @Override
  default void close() {}
}
