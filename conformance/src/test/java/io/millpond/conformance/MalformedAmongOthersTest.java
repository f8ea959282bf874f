package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a malformed request leaves behind in the server reaches nobody else. A server that gives a
 * buffer back twice sends bytes of one client to another, or says so on standard error, where
 * {@link MillpondServer} finds it.
 */
class MalformedAmongOthersTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final int CLIENTS = 4;
  private static final int CONNECTIONS = 1_500;

  @Test
  void everyClientIsSentItsOwnAnswers() {
    IntStream.range(0, CLIENTS).parallel().forEach(MalformedAmongOthersTest::client);
  }

  private static void client(int number) {
    for (int i = 0; i < CONNECTIONS; i++) {
      String name = "client-" + number + "-" + i;
      String good = RawConnection.request("GET", LOGS + "/task/" + name, List.of());
      String bad = RawConnection.request("GET", LOGS + "/task/%zz" + name, List.of());
      try (RawConnection connection = RawConnection.open(SERVER.base())) {
        connection.send(good + bad + good);
        RawResponse first = connection.receive("GET");
        assertThat(first.status()).as(first.toString()).isEqualTo(404);
        RawResponse second = connection.receive("GET");
        assertThat(second.status()).as(second.toString()).isEqualTo(400);
      } catch (IOException e) {
        throw new AssertionError(name, e);
      }
    }
  }
}
