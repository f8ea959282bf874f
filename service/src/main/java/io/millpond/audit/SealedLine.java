package io.millpond.audit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a line in the chain, as the line says it. The form is looked at closely: a line of
 * another form is none of ours.
 *
 * @param seq its number
 * @param covered how many of its bytes its hash covers, from the first on
 * @param hash in hexadecimal
 * @param event where it tells of the trail itself and not of a read
 */
record SealedLine(long seq, int covered, String hash, Optional<Event> event) {
  private static final String BEGIN = "{\"seq\":";
  private static final String HASH = ",\"hash\":\"";
  private static final int TAIL = HASH.length() + Seal.CHARS + 2;
  private static final Pattern END = Pattern.compile(HASH + "([0-9a-f]{64})\"}");
  private static final Pattern EVENT =
      Pattern.compile(
          "\\{\"seq\":[0-9]+,\"event\":\"([a-z]+)\",\"prev\":\"([0-9a-f]{64})\""
              + "(?:,\"bytes\":([0-9]{1,9}),\"sha256\":\"([0-9a-f]{64})\")?,.*");
  private static final int MAX_EVENT_HEAD = 300;

  /** The first line of all of a process. */
  static final String STARTED = "started";

  /** The first line of a file that goes on where another one ended. */
  static final String OPENED = "opened";

  /** No {@link #eventBegin} is longer. */
  static final int MAX_BEGIN = 64;

  /**
   * Something about the trail itself.
   *
   * @param name what happened
   * @param previous hash of the line before
   * @param torn the unfinished line before it, if it tells of one
   */
  record Event(String name, String previous, Optional<Torn> torn) {}

  /** The beginning of a line whose end was never written. */
  record Torn(int length, String sha256) {
    static Torn of(byte[] bytes, int from, int length) {
      return new Torn(length, Seal.plainOf(bytes, from, length));
    }
  }

  static Line begin(Line line, long seq) {
    return line.plain(BEGIN).number(seq);
  }

  /** How a line about the trail itself begins. */
  static String eventBegin(long seq, String name) {
    return BEGIN + seq + ",\"event\":\"" + name + "\",\"prev\":\"";
  }

  static void end(Line line, byte[] hash) {
    line.plain(HASH).plain(hash).plain("\"}\n");
  }

  /** Reads a line, without its newline. */
  static Optional<SealedLine> parse(byte[] bytes, int from, int to) {
    int covered = to - from - TAIL;
    if (covered < BEGIN.length() + 2 || !ascii(bytes, from, BEGIN.length()).equals(BEGIN)) {
      return Optional.empty();
    }
    Matcher end = END.matcher(ascii(bytes, from + covered, TAIL));
    long seq = 0;
    int at = from + BEGIN.length();
    for (; at < from + covered && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      if (at - from > BEGIN.length() + 17) {
        return Optional.empty();
      }
      seq = 10 * seq + bytes[at] - '0';
    }
    if (!end.matches() || at == from + BEGIN.length() || bytes[at] != ',') {
      return Optional.empty();
    }
    return Optional.of(new SealedLine(seq, covered, end.group(1), event(bytes, from, at, covered)));
  }

  private static Optional<Event> event(byte[] bytes, int from, int at, int covered) {
    // The second member tells: that of a read is its time.
    if (at + 2 >= from + covered || bytes[at + 2] != 'e') {
      return Optional.empty();
    }
    Matcher event = EVENT.matcher(ascii(bytes, from, Math.min(covered, MAX_EVENT_HEAD)));
    if (!event.matches()) {
      return Optional.empty();
    }
    Optional<Torn> torn =
        event.group(3) == null
            ? Optional.empty()
            : Optional.of(new Torn(Integer.parseInt(event.group(3)), event.group(4)));
    return Optional.of(new Event(event.group(1), event.group(2), torn));
  }

  private static String ascii(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  /** The hash as {@link Seal} takes it. */
  byte[] hashBytes() {
    return hash.getBytes(StandardCharsets.US_ASCII);
  }
}
