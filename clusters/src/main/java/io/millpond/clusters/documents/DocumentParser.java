package io.millpond.clusters.documents;

import java.io.IOException;
import java.io.InputStream;

/**
 * Makes something of a document.
 *
 * @param <T> what is made of it
 */
public interface DocumentParser<T> {
  /**
   * Reads a document to its end and leaves the stream open.
   *
   * @throws DocumentUnavailableException where it is no such document, or exceeds a bound
   * @throws IOException as {@code in} throws it
   */
  T parse(InputStream in) throws IOException;
}
