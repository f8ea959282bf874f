package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Component streams while a real journald writes and rotates; what was written is the oracle. */
class LiveJournalTest {
  private static final int LINES = 300;
  private static final String FILTER = "filter=SYSLOG_IDENTIFIER:conformance";

  @Test
  void everyEntryComesOnceAcrossARotationAndADisconnect() throws Exception {
    MillpondServer.assumeProduct();
    try (LiveJournal journal = LiveJournal.start()) {
      MillpondServer server =
          new MillpondServer(
              directory -> Configs.node(directory, "agent-1", "agent", List.of(journal.folder())));
      server.start();
      try {
        follow(server, journal);
      } finally {
        server.stop();
      }
    }
  }

  private static void follow(MillpondServer server, LiveJournal journal) throws Exception {
    List<String> ledger = new ArrayList<>();
    String stream = LOGS + "/component?" + FILTER;
    write(journal, ledger, 10);
    try (Follower follower = Follower.open(server.base(), stream)) {
      write(journal, ledger, LINES);
      follower.awaitMessage(ledger.getLast());
      journal.rotate();
      write(journal, ledger, LINES);
      follower.awaitMessage(ledger.getLast());
      follower.assertOrderly();
      assertThat(follower.messages()).isEqualTo(ledger);

      SseEvent seen = follower.events().get(LINES / 2);
      follower.abort();
      write(journal, ledger, 5);
      try (Follower resumed =
          Follower.open(server.base(), stream + "&skip=-3", "Last-Event-ID: " + seen.idOrEmpty())) {
        resumed.awaitMessage(ledger.getLast());
        assertThat(resumed.messages()).isEqualTo(ledger.subList(LINES / 2 + 1, ledger.size()));
      }
    }
    RawResponse text = server.get(LOGS + "/component?" + FILTER + "&skip=-1");
    assertThat(text.text()).endsWith(": " + ledger.getLast() + "\n");
  }

  private static void write(LiveJournal journal, List<String> ledger, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      String line = "live entry " + ledger.size();
      journal.write(line);
      ledger.add(line);
    }
  }
}
