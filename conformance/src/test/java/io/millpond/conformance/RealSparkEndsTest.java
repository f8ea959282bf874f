package io.millpond.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications of a real Spark standalone cluster that do not end well. */
@Tag("slow")
class RealSparkEndsTest {
  @RegisterExtension
  @Order(1)
  static final SparkLab LAB = new SparkLab();

  @RegisterExtension
  @Order(2)
  static final MillpondServer SERVER = LAB.server();

  @ParameterizedTest
  @ValueSource(strings = {"exit", "throw"})
  void aDriverThatFails(String how) throws IOException {
    FabricSession session = FabricSession.announced(SERVER);
    String driver =
        LAB.submit(session.properties(), List.of(how, LAB.gate().toString(), "200", "0"));
    assertThat(LAB.awaitDriverEnd(driver)).isEqualTo("FAILED");
    LAB.awaitIdle();
    String application = session.awaitApplication();
    // The event log has exit code 0: Spark stops its context in a shutdown hook.
    session.awaitState("Failed");
    LabFiles.assertServed(LAB, session, application);
    assertThat(new String(session.driver("stderr"), UTF_8).contains("fails on purpose"))
        .isEqualTo(how.equals("throw"));
  }

  @Test
  void aDriverThatTheMasterKills() throws IOException {
    FabricSession session = FabricSession.announced(SERVER);
    String driver = submitAndAwaitRound(session);
    String application = session.awaitApplication();
    LAB.killDriver(driver);
    assertThat(LAB.awaitDriverEnd(driver)).isEqualTo("KILLED");
    LAB.awaitIdle();
    session.awaitState("Cancelled");
    LabFiles.assertServed(LAB, session, application);
  }

  /** A job that waits for a gate that nobody opens; the driver's id. */
  private static String submitAndAwaitRound(FabricSession session) {
    String driver =
        LAB.submit(session.properties(), List.of("run", LAB.gate().toString(), "4000", "0"));
    session.awaitApplication();
    await("the first round")
        .atMost(Limits.LAB_TIMEOUT)
        .until(
            () -> session.driver("stdout"),
            text -> new String(text, UTF_8).contains("round 1 has printed 16000 lines"));
    return driver;
  }

  /** Nobody can write an end into its event log: only the master knows that it is over. */
  @Test
  void aDriverThatDies() throws IOException {
    FabricSession session = FabricSession.announced(SERVER);
    String driver = submitAndAwaitRound(session);
    LAB.killDriverProcess(driver);
    assertThat(LAB.awaitDriverEnd(driver)).isEqualTo("FAILED");
    LAB.awaitIdle();
    session.awaitState("Failed");
    LabFiles.assertServed(LAB, session, session.awaitApplication());
  }

  /** Its driver and executors notice, and end; what they wrote stays. */
  @Test
  void aWorkerThatDies() throws IOException {
    FabricSession session = FabricSession.announced(SERVER);
    String driver = submitAndAwaitRound(session);
    String application = session.awaitApplication();
    LAB.killWorker();
    try {
      session.awaitEnd();
      LabFiles.assertServed(LAB, session, application);
      assertThat(session.driverFiles().path("containerId").asString()).isEqualTo(driver);
    } finally {
      LAB.startWorker();
    }
    LabFiles.assertServed(LAB, session, application);
  }
}
