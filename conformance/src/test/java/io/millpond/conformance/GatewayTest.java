package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.AGENT_LOGS;
import static io.millpond.conformance.GeneratedAgent.FIVE;
import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GeneratedAgent.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A master's process in front of an agent's: §1.1, the agent prefix on another node. */
class GatewayTest {
  @RegisterExtension
  @Order(1)
  static final MillpondServer NODE = new MillpondServer(GeneratedAgent::prepare);

  @RegisterExtension
  @Order(2)
  static final MillpondServer GATEWAY = new MillpondServer(GatewayTest::prepareGateway);

  private static String prepareGateway(Path directory) throws IOException {
    Path state = directory.resolve("state.json");
    Files.writeString(state, GeneratedState.json());
    return Configs.node(directory, "master-1", "master", List.of())
        + """
        clusters:
          - {name: mesos-main, type: mesos, state: %s, agents: {%s: "%s"}}
        """
            .formatted(Configs.quoted(state), GeneratedAgent.AGENT, NODE.base());
  }

  static Stream<Case> passed() {
    String sandbox = AGENT_LOGS + RUN;
    return Stream.of(
        Case.get("file", sandbox + "/five").status(200).body(FIVE),
        Case.get("query", sandbox + "/five?cursor=END&skip=-2").status(200).body("four\nfive\n"),
        Case.get("resume", sandbox + "/five")
            .header("Last-Event-ID: 7")
            .status(200)
            .body("three\nfour\nfive\n"),
        Case.get("encoded name", sandbox + "/dir%2Finner.log").status(200).body("inner\n"),
        Case.get("JSON", sandbox + "/five?limit=1")
            .accept("application/json")
            .status(200)
            .bodyMatches("\\{\"fields\":.*\"offset\":3.*\n"),
        Case.get("browse", sandbox + "/files/browse").status(200).bodyMatches("\\[.*\\]\n"),
        Case.get("range", sandbox + "/five/download")
            .header("Range: bytes=0-2")
            .status(206)
            .headerIs("Content-Range", "bytes 0-2/24")
            .body("one"),
        Case.get("bad input", sandbox + "/five?limit=abc")
            .error(400)
            .body("unable to parse limit parameter. abc not an integer\n"),
        Case.get("missing", sandbox + "/gone").error(404).body("File not found\n"),
        Case.get("missing, END", sandbox + "/gone?cursor=END").status(204).body(""),
        Case.get("component", AGENT_LOGS + "/component").status(204).body(""),
        Case.get("discovery", LOGS + "/task/job")
            .status(303)
            .headerIs("Location", sandbox + "/stdout"),
        Case.get("an agent nobody knows", "/system/v1/agent/nobody-S9/logs/v2/component")
            .error(404)
            .body("404 Not Found: agent `nobody-S9` unknown.\n"),
        Case.get("the leader itself", "/system/v1/leader/mesos/logs/v2/component").status(204),
        Case.get("no sandbox here", LOGS + RUN + "/five").error(404));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passed")
  void answers(Case row) {
    row.run(GATEWAY);
  }

  @Test
  void streamsPassThrough() throws Exception {
    Path file = GeneratedAgent.sandbox(NODE.directory()).resolve("through");
    try (LogWriter writer = new LogWriter(file);
        Follower follower = Follower.open(GATEWAY.base(), AGENT_LOGS + RUN + "/through")) {
      follower.awaitMessage(writer.lines(20));
      writer.rotate(LogWriter.Rotation.RENAME);
      follower.awaitMessage(writer.lines(20));
      follower.assertOrderly();
      Ledger.assertExactlyOnce(writer.ledger(), follower.frames());
      assertThat(follower.head().headers().get("x-accel-buffering")).containsExactly("no");
    }
  }
}
