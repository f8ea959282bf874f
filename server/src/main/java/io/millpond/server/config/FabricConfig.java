package io.millpond.server.config;

import java.util.OptionalLong;

/**
 * {@code fabric}.
 *
 * @param contentOffsetLimit the highest byte offset of content that is answered; none by default
 */
public record FabricConfig(OptionalLong contentOffsetLimit) {
  /** The highest offset of the published API. */
  public static final long PUBLISHED_OFFSET_LIMIT = 20_000;

  static FabricConfig read(Section section) {
    return new FabricConfig(
        section.get("contentOffsetLimit", FabricConfig::limit).orElse(OptionalLong.empty()));
  }

  private static OptionalLong limit(Value value) {
    if (value.is("none")) {
      return OptionalLong.empty();
    }
    if (value.is("20000")) {
      return OptionalLong.of(value.integer(PUBLISHED_OFFSET_LIMIT, PUBLISHED_OFFSET_LIMIT));
    }
    throw value.rejected("must be none or 20000, not " + value.shown());
  }
}
