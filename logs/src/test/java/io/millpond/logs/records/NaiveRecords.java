package io.millpond.logs.records;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.millpond.logs.Limits;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reference of {@link RecordScan}: all of the text at once, line by line. */
final class NaiveRecords {
  /** A record as it lies in the text. */
  record Found(long offset, long millis, String text) {}

  private final List<Found> found = new ArrayList<>();
  private long records;

  private NaiveRecords() {}

  static NaiveRecords of(byte[] text, FileFormats formats, RecordFilter filter, long looseMillis) {
    NaiveRecords naive = new NaiveRecords();
    naive.run(text, formats, new Judge(filter), looseMillis);
    return naive;
  }

  List<Found> found() {
    return found;
  }

  long records() {
    return records;
  }

  private void run(byte[] text, FileFormats formats, Judge judge, long looseMillis) {
    byte[] bytes = Arrays.copyOf(text, text.length + Limits.HEAD_MARGIN_BYTES);
    List<int[]> starts = new ArrayList<>();
    List<@Nullable RecordFormat> owners = new ArrayList<>();
    @Nullable RecordFormat owner = null;
    for (int from = 0; from < text.length; ) {
      int to = from;
      while (to < text.length && text[to] != '\n') {
        to++;
      }
      RecordFormat format = formats.of(bytes, from, to, new Head());
      if (format != null) {
        owner = format;
      }
      if (format != null || owner == null || !owner.ownsFollowingLines()) {
        starts.add(new int[] {from, to});
        owners.add(format);
      }
      from = to + 1;
    }
    records = starts.size();
    long millis = looseMillis;
    for (int i = 0; i < starts.size(); i++) {
      int from = starts.get(i)[0];
      int end = i + 1 < starts.size() ? starts.get(i + 1)[0] : text.length;
      Head head = new Head();
      RecordFormat format = owners.get(i);
      if (format == null) {
        head.message().set(from, starts.get(i)[1]);
      } else {
        format.parse(bytes, from, starts.get(i)[1], head);
        millis = head.timeMillis();
      }
      if (judge.isInWindow(millis)
          && judge.wantsParts(bytes, head)
          && judge.wantsMessage(bytes, head, format == null ? starts.get(i)[1] : end)) {
        found.add(new Found(from, millis, new String(text, from, end - from, ISO_8859_1)));
      }
    }
  }

  /** Collects what a scan hands on. */
  static final class Collector implements RecordSink {
    final List<Found> found = new ArrayList<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private long offset;
    private long millis;

    @Override
    public void begin(byte[] bytes, int from, int to, Head head, long timeMillis, long at) {
      offset = at;
      millis = timeMillis;
      text.reset();
      text.write(bytes, from, to - from);
    }

    @Override
    public void part(byte[] bytes, int from, int to) {
      text.write(bytes, from, to - from);
    }

    @Override
    public void end() {
      found.add(new Found(offset, millis, text.toString(ISO_8859_1)));
    }
  }
}
