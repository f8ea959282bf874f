package io.millpond.api.admin;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millpond.http.Problem;
import io.millpond.json.JsonReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Whatever a body is, it is understood or refused as malformed. */
@Tag("fuzz")
class BodyFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void parsesAnyBody(byte[] bytes) {
    try {
      Body body = Body.parse(bytes);
      body.text("name");
      body.texts("applications");
      body.object("livy").ifPresent(livy -> livy.whole("id"));
      body.end();
    } catch (Problem refused) {
      require(refused.status() == 400, bytes);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void judgesAnyContentType(byte[] bytes) {
    String type = new String(bytes, StandardCharsets.ISO_8859_1);
    require(
        !JsonReader.isJson(type) || type.strip().regionMatches(true, 0, "application/json", 0, 16),
        bytes);
  }

  private static void require(boolean holds, byte[] bytes) {
    if (!holds) {
      throw new AssertionError(new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }
}
