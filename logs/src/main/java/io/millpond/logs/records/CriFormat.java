package io.millpond.logs.records;

import io.millpond.logs.Swar;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Lines of a container's log as Kubernetes keeps it, undecoded: {@code <time> stdout F <text>}.
 * Each line is a record of its own; what its text says, by the other formats, is told of it, its
 * time aside.
 *
 * <p>Source: Kubernetes, CRI logging.
 */
final class CriFormat implements RecordFormat {
  private final List<RecordFormat> inner;

  CriFormat(List<RecordFormat> inner) {
    this.inner = List.copyOf(inner);
  }

  @Override
  public String name() {
    return "cri";
  }

  @Override
  public boolean ownsFollowingLines() {
    return false;
  }

  @Override
  public boolean mayBeginWith(byte first) {
    return Digits.isDigit(first);
  }

  @Override
  public long head(byte[] bytes, int from, int to) {
    int text = text(bytes, from, to);
    if (text < 0) {
      return NO_HEAD;
    }
    for (RecordFormat format : inner) {
      long head = format.head(bytes, text, to);
      if (head != NO_HEAD) {
        return head;
      }
    }
    return NO_LEVEL;
  }

  /** Where the text begins; -1 where the line is not of this kind. */
  private static int text(byte[] bytes, int from, int to) {
    int end = IsoTime.end(bytes, from, to);
    if (end < 0 || end + 10 > to || bytes[end] != ' ' || !isStream(bytes, end + 1)) {
      return -1;
    }
    boolean tagged = bytes[end + 8] == 'F' || bytes[end + 8] == 'P';
    return tagged && bytes[end + 9] == ' ' ? end + 10 : -1;
  }

  private static boolean isStream(byte[] bytes, int at) {
    // "stdout " and "stderr ", the blank included.
    long word = Swar.word(bytes, at) & 0x00ffffffffffffffL;
    return word == 0x2074756f647473L || word == 0x20727265647473L;
  }

  @Override
  public long timeMillis(byte[] bytes, int from, int to, Head head) {
    return IsoTime.millis(bytes, from, to, ZoneOffset.UTC);
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to, Head head) {
    int text = text(bytes, from, to);
    head.clear();
    if (text < 0) {
      return false;
    }
    boolean parsed = false;
    for (RecordFormat format : inner) {
      if (format.head(bytes, text, to) != NO_HEAD) {
        format.parse(bytes, text, to, head);
        parsed = true;
        break;
      }
    }
    if (!parsed) {
      head.message().set(text, to);
    }
    head.timeMillis = timeMillis(bytes, from, to, head);
    return true;
  }
}
