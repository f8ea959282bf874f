package io.millpond.exports.search;

import io.millpond.logs.records.Head;
import io.millpond.logs.records.RecordSink;
import java.io.IOException;

/** Hands records on at other offsets. */
record Moved(long shift, RecordSink sink) implements RecordSink {
  /** The sink itself where there is nothing to add. */
  static RecordSink by(long shift, RecordSink sink) {
    return shift == 0 ? sink : new Moved(shift, sink);
  }

  @Override
  public void begin(byte[] bytes, int from, int to, Head head, long timeMillis, long offset)
      throws IOException {
    sink.begin(bytes, from, to, head, timeMillis, offset + shift);
  }

  @Override
  public void part(byte[] bytes, int from, int to) throws IOException {
    sink.part(bytes, from, to);
  }

  @Override
  public void end() throws IOException {
    sink.end();
  }
}
