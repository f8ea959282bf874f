package io.millpond.logs.follow;

import io.millpond.logs.LineFilter;
import io.millpond.logs.LineWindow;

/** Where a follower begins. */
public sealed interface FollowStart {
  /**
   * With a window of the file that is there now, its limit ignored; where there is none, with the
   * first line of the file that will appear, and before it what a writer still adds to the file
   * that was rotated last. The end is where the last whole line ends: a line half written is
   * delivered whole. The filter is that of the window only: what is delivered once the follower has
   * caught up is filtered by its framer. Lines the window skips are those that are there: see
   * {@link LineChoice} for those to come.
   */
  record At(LineWindow window, LineFilter filter) implements FollowStart {}

  /** Behind the last line a follower had received before, wherever that is now. */
  record After(LogPosition position) implements FollowStart {}
}
