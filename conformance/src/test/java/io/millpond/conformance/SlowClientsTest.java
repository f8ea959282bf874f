package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that hold connections and do little with them; others are served meanwhile. */
class SlowClientsTest {
  @RegisterExtension
  static final MillpondServer SERVER =
      new MillpondServer(directory ->
          GeneratedAgent.prepare(directory) + "limits: {headTimeout: 2s, keepAliveTimeout: 2s}\n");

  @RegisterExtension
  static final MillpondServer PATIENT = new MillpondServer(GeneratedAgent::prepare);

  private static final String HEALTH = RawConnection.request("GET", "/healthz", List.of());
  private static final int SLOW_CLIENTS = 400;
  private static final int IDLE_CLIENTS = 4_000;

  private static List<RawConnection> open(MillpondServer server, int count) throws IOException {
    List<RawConnection> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      open.add(RawConnection.open(server.base()));
    }
    return open;
  }

  private static void close(List<RawConnection> connections) throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
  }

  private static void assertServed(MillpondServer server) {
    for (int i = 0; i < 20; i++) {
      assertThat(server.get(GeneratedAgent.SANDBOX + "/five").text())
          .isEqualTo(GeneratedAgent.FIVE);
    }
  }

  /** What a client may leave it at: nothing, a piece of a request, a request that was answered. */
  private static final List<String> BEGINNINGS =
      List.of("", "GET /heal", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ", HEALTH);

  @Test
  void whoGoesNoFurtherIsCutOff() throws IOException {
    List<RawConnection> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        slow.add(begun(BEGINNINGS.get(i % BEGINNINGS.size())));
      }
      assertServed(SERVER);
      for (RawConnection connection : slow) {
        assertThat(connection.isEnded()).isTrue();
      }
    } finally {
      close(slow);
    }
  }

  /** A client that was too slow to begin, on a machine that has other things to do, begins anew. */
  private static RawConnection begun(String beginning) {
    return await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              RawConnection connection = RawConnection.open(SERVER.base());
              try {
                connection.send(beginning);
                if (beginning.equals(HEALTH)) {
                  assertThat(connection.receive("GET").status()).isEqualTo(200);
                }
                return connection;
              } catch (IOException late) {
                connection.close();
                throw late;
              }
            },
            connection -> true);
  }

  @Test
  @Tag("slow")
  void whoDoesNotSendABodyIsToldSo() throws IOException {
    String head =
        "POST /admin/v1/workspaces HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    List<RawConnection> slow = open(PATIENT, 20);
    try {
      for (RawConnection connection : slow) {
        connection.send(head);
      }
      assertServed(PATIENT);
      for (RawConnection connection : slow) {
        assertThat(connection.receive("POST").status()).isEqualTo(408);
        assertThat(connection.isEnded()).isTrue();
      }
    } finally {
      close(slow);
    }
  }

  @Test
  @Tag("slow")
  void thousandsThatAreIdleDisturbNobody() throws IOException {
    int before = PATIENT.process().openDescriptors();
    List<RawConnection> idle = open(PATIENT, IDLE_CLIENTS);
    try {
      for (RawConnection connection : idle.subList(0, IDLE_CLIENTS / 2)) {
        connection.send(HEALTH);
        assertThat(connection.receive("GET").status()).isEqualTo(200);
      }
      assertServed(PATIENT);
      assertThat(PATIENT.process().openDescriptors()).isGreaterThan(before + IDLE_CLIENTS / 2);
    } finally {
      close(idle);
    }
    await()
        .atMost(Limits.LEAVE_TIMEOUT)
        .until(() -> PATIENT.process().openDescriptors() <= before + 20);
    assertServed(PATIENT);
  }
}
