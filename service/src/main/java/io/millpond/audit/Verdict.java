package io.millpond.audit;

import java.nio.file.Path;
import java.util.List;

/** What looking through a trail has found. */
public sealed interface Verdict {
  /**
   * Every line follows the one before.
   *
   * @param lines how many there are
   * @param firstSeq number of the first; more than 1 where older files were taken away
   * @param lastHash of the last line: noted elsewhere, it proves later that none of these is gone
   * @param remarks what is no damage and still worth a look, for people
   */
  record Whole(long lines, long firstSeq, long lastSeq, String lastHash, List<String> remarks)
      implements Verdict {
    public Whole {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * There is a file and no line in it yet. Nothing shows that there ever was one: no file that was
   * put aside, and no hash that was noted.
   */
  record Begun() implements Verdict {}

  /**
   * It is not whole.
   *
   * @param file where that was seen
   * @param line of it, from 1; 0 where it is about the whole file
   * @param reason for people
   */
  record Broken(Path file, long line, String reason) implements Verdict {}
}
