package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIGTERM while clients are connected: streams break off, they never end cleanly (§6.3). */
class ShutdownTest {
  @Test
  void followersAreCutOffAndTheProcessEndsInTime() throws IOException {
    MillpondServer server = new MillpondServer(GeneratedAgent::prepare);
    server.start();
    try (Follower first = Follower.open(server.base(), SANDBOX + "/five");
        Follower second = Follower.open(server.base(), SANDBOX + "/never-there");
        Follower third = Follower.open(server.base(), LOGS + "/component");
        RawConnection idle = RawConnection.open(server.base());
        RawConnection half = RawConnection.open(server.base())) {
      first.awaitEvents(5);
      idle.send(RawConnection.request("GET", "/healthz", List.of()));
      assertThat(idle.receive("GET").status()).isEqualTo(200);
      half.send("GET /healthz HTTP/1.1\r\nHost: loc");
      server.stop(); // checks the exit code and the time
      for (Follower follower : List.of(first, second, third)) {
        follower.awaitThat(
            Limits.STOP_TIMEOUT, f -> f.state() != Follower.State.OPEN, "end of the stream");
        assertThat(follower.state()).isEqualTo(Follower.State.BROKEN_OFF);
      }
    }
  }
}
