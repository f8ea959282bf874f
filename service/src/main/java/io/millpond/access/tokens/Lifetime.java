package io.millpond.access.tokens;

import io.millpond.access.Limits;
import java.time.Instant;
import java.util.Optional;

/**
 * From when to when a token counts, with the allowance for clocks that differ.
 *
 * @param begin from when on
 * @param end from when on no more; {@link Instant#MAX} where it does not end
 */
record Lifetime(Instant begin, Instant end) {
  static Lifetime of(Claims claims) throws UnfitTokenException {
    Optional<Instant> begin = claims.time("nbf");
    Optional<Instant> end = claims.time("exp");
    return new Lifetime(
        begin.map(time -> time.minus(Limits.CLOCK_SKEW)).orElse(Instant.MIN),
        end.map(time -> time.plus(Limits.CLOCK_SKEW)).orElse(Instant.MAX));
  }

  boolean hasBegun(Instant now) {
    return !now.isBefore(begin);
  }

  boolean isOver(Instant now) {
    return !now.isBefore(end);
  }
}
