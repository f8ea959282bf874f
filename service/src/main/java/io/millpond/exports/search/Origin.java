package io.millpond.exports.search;

import java.util.Comparator;

/**
 * Where records come from. Records of equal times are in the order of their origins.
 *
 * @param type {@code driver}, {@code executor} or {@code events}
 * @param subject the node: {@code spark-driver}, {@code spark-executor-1}
 * @param stream {@code stdout}, {@code stderr}, or the name of a file that is neither
 * @param application whose log it is; empty where it is no application's
 * @param container that wrote it; empty where there is none
 */
public record Origin(
    String type, String subject, String stream, String application, String container)
    implements Comparable<Origin> {
  private static final Comparator<Origin> ORDER =
      Comparator.comparing(Origin::subject)
          .thenComparing(Origin::stream)
          .thenComparing(Origin::application)
          .thenComparing(Origin::container)
          .thenComparing(Origin::type);

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }
}
