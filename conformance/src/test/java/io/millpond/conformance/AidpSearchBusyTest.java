package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.BEGIN;
import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static io.millpond.conformance.AidpPlatform.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Searches of a log that takes minutes to read, by clients that go away. */
class AidpSearchBusyTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(AidpSearchBusyTest::prepare);

  /** More than one caller may have at once, whatever the bound is. */
  private static final int TOO_MANY = 50;

  /** Less than the longest time a search may take: it is the departure that ends them. */
  private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(30);

  private static String prepare(Path directory) throws IOException {
    return AidpPlatform.prepare(directory, List.of(AidpBusyTest.endless(directory)), List.of());
  }

  private static String body(String type) {
    return "{\"timeBegin\":\"%s\",\"timeEnd\":\"%s\",\"logContentTypeContains\":\"%s\"}"
        .formatted(BEGIN, END, type);
  }

  private static RawResponse search(String type) {
    return AidpPlatform.ask(SERVER.base(), CLUSTER, "searchLogs", body(type));
  }

  @Test
  void searchesAreBoundedAndEndWithTheirClients() throws IOException {
    List<RawConnection> clients = new ArrayList<>();
    try {
      do {
        RawConnection client = RawConnection.open(SERVER.base());
        clients.add(client);
        String body = body("executor");
        client.send(
            RawConnection.request(
                    "POST",
                    AidpPlatform.actions(CLUSTER) + "searchLogs",
                    List.of("Content-Type: application/json", "Content-Length: " + body.length()))
                + body);
      } while (clients.size() < TOO_MANY);
      RawResponse refused = await().until(() -> search("nothing"), one -> one.status() == 429);
      assertThat(refused.text()).contains("\"TooManyRequests\"");
      assertThat(refused.headerOrEmpty("retry-after")).matches("\\d+");
    } finally {
      for (RawConnection client : clients) {
        client.close();
      }
    }
    await("the turns of those that have gone")
        .atMost(LEAVE_TIMEOUT)
        .until(() -> search("nothing").status() == 200);
  }
}
