package io.millpond.clusters.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.Fixtures;
import io.millpond.clusters.Limits;
import io.millpond.clusters.RunState;
import io.millpond.clusters.documents.DocumentUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagerReaderTest {
  private static final String ID = "application_1795147326305_0001";
  private static final String MASTER = "container_1795147326305_0001_01_000001";

  @TempDir Path temp;

  private static InputStream json(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, ManagedApplication> applications(String members) throws IOException {
    return ManagerReader.applications(
        json("{\"apps\":{\"app\":[{\"id\":\"%s\",%s}]}}".formatted(ID, members)));
  }

  private static ManagedApplication application(String members) throws IOException {
    return Objects.requireNonNull(applications(members).get(ID));
  }

  @Test
  void readsWhatAResourceManagerAnswered() throws Exception {
    Path http = Fixtures.unpack("yarn-tfile", temp).resolve("http");
    ManagedAttempt attempt =
        new ManagedAttempt(
            1,
            ContainerId.parse(MASTER),
            "localhost:45454",
            false,
            Optional.empty(),
            Optional.of(Instant.ofEpochMilli(1795147375516L)));
    try (InputStream finished = Files.newInputStream(http.resolve("finished/rm-apps.json"))) {
      Map<String, ManagedApplication> applications = ManagerReader.applications(finished);
      assertThat(applications)
          .as("the third is none of Spark's")
          .containsOnlyKeys(ID, "application_1795147326305_0002");
      assertThat(applications.get(ID))
          .isEqualTo(
              new ManagedApplication(
                  ID,
                  "LabPi",
                  "root",
                  Optional.of(RunState.SUCCEEDED),
                  Optional.of(Instant.ofEpochMilli(1795147335138L)),
                  Optional.of(Instant.ofEpochMilli(1795147375516L)),
                  Optional.of(attempt),
                  true));
      assertThat(applications.values().stream().filter(ManagedApplication::isClusterMode))
          .hasSize(1);
    }
    try (InputStream running = Files.newInputStream(http.resolve("running/rm-apps.json"))) {
      ManagedApplication application =
          Objects.requireNonNull(ManagerReader.applications(running).get(ID));
      assertThat(application.state()).contains(RunState.RUNNING);
      assertThat(application.end()).isEmpty();
    }
    try (InputStream attempts =
        Files.newInputStream(http.resolve("finished/rm-appattempts-0001.json"))) {
      assertThat(ManagerReader.attempts(attempts, ID))
          .containsExactly(
              new ManagedAttempt(
                  1,
                  attempt.master(),
                  "localhost:45454",
                  false,
                  Optional.of(Instant.ofEpochMilli(1795147335378L)),
                  Optional.of(Instant.ofEpochMilli(1795147375513L))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NEW,UNDEFINED,WAITING",
    "NEW_SAVING,UNDEFINED,WAITING",
    "SUBMITTED,UNDEFINED,WAITING",
    "ACCEPTED,UNDEFINED,WAITING",
    "RUNNING,UNDEFINED,RUNNING",
    "FINISHED,SUCCEEDED,SUCCEEDED",
    "FINISHED,FAILED,FAILED",
    "FINISHED,KILLED,KILLED",
    "FINISHED,UNDEFINED,UNKNOWN",
    "FAILED,FAILED,FAILED",
    "KILLED,KILLED,KILLED",
  })
  void itsWordsForStatesAreKnown(String state, String finalStatus, RunState expected)
      throws Exception {
    assertThat(
            application("\"state\":\"%s\",\"finalStatus\":\"%s\"".formatted(state, finalStatus))
                .state())
        .contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"DANCING\"", "\"killed\"", "7", "null", "{\"a\":[\"KILLED\"]}"})
  void anotherWordIsNoState(String word) throws Exception {
    assertThat(application("\"state\":" + word).state()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "container_1795147326305_0002_01_000001",
        "../container_1795147326305_0001_01_000001x",
        "container_1795147326305_0001_00_000001",
        "..",
        "",
      })
  void aContainerOfAnotherApplicationIsNotItsMaster(String container) throws Exception {
    String logs = "\"amContainerLogs\":\"http://h:8042/node/containerlogs/%s/root\"";
    assertThat(application(logs.formatted(container)).current()).isEmpty();
    assertThat(application(logs.formatted(MASTER)).current()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"amRPCAddress\":\"localhost:45367\"",
        "\"diagnostics\":\"AM Container exited with  exitCode: 13\\nFailing\"",
        "\"diagnostics\":\"AM Container exited with  exitCode: 15\"",
      })
  void someThingsShowThatTheMasterWasTheDriver(String members) throws Exception {
    assertThat(application(members).isClusterMode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"amRPCAddress\":\"localhost:-1\"",
        "\"amRPCAddress\":\"N/A:0\"",
        "\"amRPCAddress\":1",
        "\"diagnostics\":\"AM Container exited with  exitCode: 1\"",
        "\"diagnostics\":\"AM Container exited with  exitCode: 137\"",
        "\"diagnostics\":[\"exitCode: 13\"]",
      })
  void othersDoNot(String members) throws Exception {
    assertThat(application(members).isClusterMode()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application_1795147326305_0001/../x",
        "application_1_1",
        "app-20261120040251-0000",
        "application_1795147326305_0001?x",
        "",
      })
  void whatIsNoIdOfAnApplicationIsLeftOut(String id) throws Exception {
    String list = "{\"apps\":{\"app\":[{\"id\":\"%s\",\"state\":\"RUNNING\"}]}}".formatted(id);
    assertThat(ManagerReader.applications(json(list))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"apps\":null}",
        "{\"apps\":{}}",
        "{\"apps\":[]}",
        "{\"apps\":{\"app\":[]}}",
        "{\"apps\":{\"app\":[1,null,[[\"x\"]],{\"id\":{\"id\":\"x\"}}]}}",
      })
  void aListMayBeEmptyOrFullOfRubbish(String list) throws Exception {
    assertThat(ManagerReader.applications(json(list))).isEmpty();
  }

  @Test
  void aListOfOneMayStandWithoutItsArray() throws Exception {
    assertThat(
            ManagerReader.applications(json("{\"apps\":{\"app\":{\"id\":\"%s\"}}}".formatted(ID))))
        .containsOnlyKeys(ID);
    assertThat(ManagerReader.attempts(json("{\"appAttempts\":{\"appAttempt\":{\"id\":2}}}"), ID))
        .extracting(ManagedAttempt::number)
        .containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "<html>", "", "{\"apps\":{\"app\":[{\"id\":"})
  void whatIsNoListIsRefused(String text) {
    assertThatThrownBy(() -> ManagerReader.applications(json(text)))
        .isInstanceOf(DocumentUnavailableException.class);
  }

  @Test
  void nestingThatIsTooDeepIsRefused() {
    String deep = "{\"apps\":{\"app\":[{\"x\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> ManagerReader.applications(json(deep)))
        .isInstanceOf(DocumentUnavailableException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void timesAndNodesThatCannotBeAreNotTold() throws Exception {
    for (String time : List.of("0", "-1", "1e300", "\"1795147335138\"", "null")) {
      assertThat(application("\"startedTime\":" + time).start()).isEmpty();
    }
    for (String node : List.of("<b>:1", "h", "h:123456", "a b:1", "../x:1")) {
      String attempt =
          "{\"appAttempts\":{\"appAttempt\":[{\"id\":1,\"nodeId\":\"%s\"}]}}".formatted(node);
      assertThat(ManagerReader.attempts(json(attempt), ID).getFirst().nodeId()).isEmpty();
    }
  }

  @Test
  void aContainerCountsForTheAttemptItsIdNames() throws Exception {
    List<ManagedAttempt> read =
        ManagerReader.attempts(
            json(
                """
                {"appAttempts":{"appAttempt":[{"id":2,"containerId":"%s"},{"id":0},{"id":-4},
                  {"id":"3"},{"id":1,"containerId":"%s","appAttemptState":"KILLED"}]}}
                """
                    .formatted(MASTER, MASTER)),
            ID);
    assertThat(read).extracting(ManagedAttempt::number).containsExactly(2, 1);
    assertThat(read.get(0).master()).isEmpty();
    assertThat(read.get(1).master()).isPresent();
    assertThat(read.get(1).isKilled()).isTrue();
  }

  @Test
  void answersHaveBounds() throws Exception {
    String most =
        IntStream.range(0, Limits.MAX_SERVICE_ENTRIES)
            .mapToObj("{\"id\":\"application_1_%06d\"}"::formatted)
            .collect(Collectors.joining(","));
    assertThat(ManagerReader.applications(json("{\"apps\":{\"app\":[" + most + "]}}")))
        .hasSize(Limits.MAX_SERVICE_ENTRIES);
    String more = "{\"apps\":{\"app\":[" + most + ",{\"id\":\"" + ID + "\"}]}}";
    assertThatThrownBy(() -> ManagerReader.applications(json(more)))
        .hasMessageContaining("too large");
    String attempts =
        IntStream.rangeClosed(1, Limits.MAX_SERVICE_ATTEMPTS + 1)
            .mapToObj("{\"id\":%d}"::formatted)
            .collect(Collectors.joining(",", "{\"appAttempts\":{\"appAttempt\":[", "]}}"));
    assertThat(ManagerReader.attempts(json(attempts), ID)).hasSize(Limits.MAX_SERVICE_ATTEMPTS);
    assertThat(application("\"name\":\"" + "n".repeat(3000) + "\"").name()).isEmpty();
  }
}
