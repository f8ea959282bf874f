package io.millpond.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Whatever a client sends as path, query and headers, it is understood or refused with a {@link
 * Problem}, and what is understood is what was meant.
 */
@Tag("fuzz")
class RequestFuzzTest {
  private static final List<String> OFFERED =
      List.of("text/plain", "application/json", "text/event-stream");

  @FuzzTest(maxDuration = "1m")
  void parsesAnyPathAndQuery(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      Query query = Query.parse(text);
      query.first("cursor");
      query.all("filter");
    } catch (Problem refused) {
      require(refused.status() == 400, text);
    }
    try {
      RequestPath path = RequestPath.parse("/" + text);
      require(!RequestPath.parse(path.cleaned()).isUnclean(), text);
    } catch (Problem refused) {
      require(refused.status() == 400, text);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void negotiatesWithAnyHeader(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    require(OFFERED.contains(Accept.choose(text, OFFERED)), text);
    long size = 1000;
    if (ByteRange.parse(text, size) instanceof ByteRange.Request.Parts(List<ByteRange> ranges)) {
      for (ByteRange range : ranges) {
        require(range.first() >= 0 && range.length() > 0, text);
        require(range.first() + range.length() <= size, text);
      }
    }
  }

  private static void require(boolean holds, String text) {
    if (!holds) {
      throw new AssertionError(text);
    }
  }
}
