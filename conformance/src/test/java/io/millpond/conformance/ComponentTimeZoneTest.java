package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** §3.1: text stamps are in the server's own time zone; a journal that is still open is read. */
class ComponentTimeZoneTest {
  @RegisterExtension
  static final MillpondServer SERVER =
      new MillpondServer(ComponentTimeZoneTest::prepare, Map.of("TZ", "Asia/Kolkata"));

  private static String prepare(Path directory) throws IOException {
    Path fixture = Fixtures.unpack("journal-small", directory);
    return Configs.node(directory, "agent-1", "agent", List.of(fixture.resolve("online")));
  }

  @Test
  void stampsAreLocal() {
    RawResponse answer = SERVER.get(LOGS + "/component?limit=2");
    assertThat(answer.text())
        .isEqualTo("2020-09-13 17:56:41: entry 1\n2020-09-13 17:56:42: entry 2\n");
  }

  @Test
  void theOpenJournalIsRead() {
    RawResponse answer = SERVER.get(LOGS + "/component", "Accept: application/json");
    assertThat(answer.text().lines()).hasSize(34);
  }
}
