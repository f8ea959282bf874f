package io.millpond.clusters.spark;

import static io.millpond.clusters.spark.KnownEvents.ended;
import static io.millpond.clusters.spark.KnownEvents.process;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Fixtures;
import io.millpond.clusters.Limits;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StandInService;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.events.LoggedAttempt;
import io.millpond.clusters.events.LoggedProcess;
import io.millpond.logs.SharedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What event logs, directories and a master come to. */
class MasterTest {
  private static final String ID = "app-20261120040251-0000";
  private static final String DRIVER = "driver-20261120040245-0000";
  private static final String WORKER = "worker-20261120040240-localhost-7078";
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  @TempDir Path temp;
  private final KnownEvents events = new KnownEvents();
  private final SharedFiles files = SharedFiles.start();
  private StandInService service;

  @BeforeEach
  void start() throws IOException {
    service = new StandInService();
  }

  @AfterEach
  void close() {
    service.close();
    files.close();
  }

  private SparkCluster open() throws IOException {
    List<Path> work = List.of(Files.createDirectories(temp.resolve("work")));
    return SparkCluster.open(
        "spark",
        events,
        work,
        List.of(),
        Optional.of(new Master(service.asked())),
        files,
        InstantSource.fixed(NOW));
  }

  private Application application() throws IOException {
    try (SparkCluster cluster = open()) {
      return cluster.application(ID).orElseThrow();
    }
  }

  private static MasterState read(String json) throws IOException {
    return MasterReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String application(String state) {
    return """
    {"id":"%s","name":"Sales","user":"ann","state":"%s","starttime":1795147371651,"duration":1000}
    """
        .formatted(ID, state);
  }

  private static String driver(String state) {
    return "{\"id\":\"%s\",\"state\":\"%s\",\"worker\":\"%s\"}".formatted(DRIVER, state, WORKER);
  }

  private static String worker(String id, int port) {
    return """
    {"id":"%s","host":"localhost","port":%d,"webuiaddress":"http://localhost:8081"}
    """
        .formatted(id, port);
  }

  private void knows(String applications, String drivers, String workers) {
    service.with(
        "/json/",
        "{\"workers\":[%s],\"completedapps\":[%s],\"completeddrivers\":[%s]}"
            .formatted(workers, applications, drivers));
  }

  private static LoggedAttempt inCluster(OptionalInt exitCode) {
    LoggedProcess executor = process("0", "appId=" + ID + "&executorId=0");
    return ended(exitCode, Optional.of(process("driver", "driverId=" + DRIVER)), executor);
  }

  private static LoggedAttempt open(LoggedAttempt attempt) {
    return new LoggedAttempt(
        1,
        attempt.start(),
        Optional.empty(),
        OptionalInt.empty(),
        NOW,
        attempt.writer(),
        attempt.driver(),
        attempt.executors());
  }

  @Test
  void readsWhatAMasterAnswered() throws Exception {
    Path json = Fixtures.unpack("spark-standalone-4.2-cluster", temp).resolve("json");
    try (InputStream after = Files.newInputStream(json.resolve("master.json"))) {
      MasterState state = MasterReader.read(after);
      assertThat(state.applications())
          .hasSize(1)
          .containsEntry(
              ID,
              new MasterState.MasterApplication(
                  ID,
                  "LabPi",
                  "root",
                  Optional.of(RunState.SUCCEEDED),
                  Optional.of(Instant.ofEpochMilli(1795147371651L)),
                  Optional.of(Instant.ofEpochMilli(1795147386471L))));
      assertThat(state.drivers())
          .containsExactlyEntriesOf(
              Map.of(
                  DRIVER,
                  new MasterState.MasterDriver(DRIVER, Optional.of(RunState.SUCCEEDED), WORKER)));
      assertThat(state.workers())
          .isEqualTo(
              Map.of(
                  "localhost:8081",
                  List.of(new MasterState.MasterWorker(WORKER, "localhost:7078"))));
    }
    try (InputStream running = Files.newInputStream(json.resolve("master-running.json"))) {
      assertThat(MasterReader.read(running).drivers().values())
          .extracting(MasterState.MasterDriver::state)
          .containsExactly(Optional.of(RunState.RUNNING));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"workers\":[]}",
        "{\"workers\":[1,{},{\"id\":WORKER,\"host\":\"a/b\",\"port\":1}]}",
        "{\"workers\":[{\"host\":\"h\",\"port\":70000},{\"host\":\"h\",\"port\":\"1\"}]}",
        "{\"workers\":[],\"activeapps\":[{\"id\":\"../etc\"},{\"id\":7},[],null]}",
        "{\"workers\":[],\"activeapps\":{\"id\":\"app-1\"},\"activedrivers\":[{\"id\":\"a/b\"}]}",
      })
  void rubbishIsLeftOut(String json) throws IOException {
    assertThat(read(json.replace("WORKER", "\"w\""))).isEqualTo(MasterState.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "<html>", "{\"workers\":{}}", "{\"workers\":["})
  void whatIsNoMastersAnswerIsRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(DocumentUnavailableException.class);
  }

  @Test
  void anAnswerHasBounds() throws IOException {
    String worker = "{\"host\":\"h\",\"port\":1,\"webuiaddress\":\"http://h:2\"}";
    String most = (worker + ",").repeat(Limits.MAX_SERVICE_ENTRIES - 1) + worker;
    assertThat(read("{\"workers\":[" + most + "]}").workers().values())
        .singleElement(as(InstanceOfAssertFactories.LIST))
        .hasSize(Limits.MAX_SERVICE_ENTRIES);
    String more = "{\"workers\":[%s],\"activedrivers\":[%s]}".formatted(most, driver("RUNNING"));
    assertThatThrownBy(() -> read(more)).hasMessageContaining("too large");
  }

  @ParameterizedTest
  @CsvSource({
    "WAITING,   WAITING",
    "RUNNING,   RUNNING",
    "FINISHED,  SUCCEEDED",
    "FAILED,    FAILED",
    "KILLED,    KILLED",
    "UNKNOWN,   UNKNOWN",
    "DANCING,   UNKNOWN",
  })
  void anApplicationThatLeftNothingIsKnownAllTheSame(String word, RunState expected)
      throws IOException {
    knows(application(word), "", "");
    Application application = application();
    assertThat(application.name()).isEqualTo("Sales");
    assertThat(application.user()).isEqualTo("ann");
    assertThat(application.lastAttempt().state()).isEqualTo(expected);
    try (SparkCluster cluster = open()) {
      assertThat(cluster.applications()).containsExactly(application);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FINISHED, FINISHED, SUCCEEDED",
    "FINISHED, FAILED,   FAILED",
    "FINISHED, ERROR,    FAILED",
    "FINISHED, KILLED,   KILLED",
    "KILLED,   FAILED,   KILLED",
    "RUNNING,  KILLED,   KILLED",
    "RUNNING,  RUNNING,  RUNNING",
    "FINISHED, RUNNING,  UNKNOWN",
    "NONE,     KILLED,   KILLED",
  })
  void aDriverOnAWorkerTellsMore(String application, String driver, RunState expected)
      throws IOException {
    events.add(ID, open(inCluster(OptionalInt.empty())));
    knows(application.equals("NONE") ? "" : application(application), driver(driver), "");
    assertThat(application().lastAttempt().state()).isEqualTo(expected);
  }

  @Test
  void whoseDriverWentWithoutAWordIsNoSuccess() throws IOException {
    events.add(ID, open(ended(OptionalInt.empty(), Optional.empty())));
    knows(application("FINISHED"), "", "");
    Attempt attempt = application().lastAttempt();
    assertThat(attempt.state()).isEqualTo(RunState.UNKNOWN);
    assertThat(attempt.end()).contains(Instant.ofEpochMilli(1795147372651L));
  }

  @Test
  void anEndWithoutAnExitCodeIsASuccessWhereTheMasterSaysSo() throws IOException {
    events.add(ID, ended(OptionalInt.empty(), Optional.empty()));
    assertThat(application().lastAttempt().state()).isEqualTo(RunState.UNKNOWN);
    knows(application("FINISHED"), "", "");
    assertThat(application().lastAttempt().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void nodesAreWorkersAndNotTheirPages() throws IOException {
    events.add(ID, inCluster(OptionalInt.of(0)));
    assertThat(application().lastAttempt().containers())
        .extracting(Container::nodeId)
        .containsExactly("localhost:8081", "localhost:8081");
    knows("", driver("FINISHED"), worker(WORKER, 7078));
    assertThat(application().lastAttempt().containers())
        .extracting(Container::nodeId)
        .containsExactly("localhost:7078", "localhost:7078");
  }

  @Test
  void aWorkerThatWasStartedLaterHasNotRunIt() throws IOException {
    events.add(ID, inCluster(OptionalInt.of(0)));
    knows("", driver("FINISHED"), worker("worker-20261122040240-localhost-7099", 7099));
    assertThat(application().lastAttempt().containers())
        .extracting(Container::nodeId)
        .containsExactly("localhost:8081", "localhost:7078");
  }

  @Test
  void ofTwoWorkersAtOneAddressNoneIsTaken() throws IOException {
    events.add(ID, inCluster(OptionalInt.of(0)));
    knows(
        "", "", worker(WORKER, 7078) + "," + worker("worker-20261120040241-localhost-7079", 7079));
    assertThat(application().lastAttempt().containers())
        .extracting(Container::nodeId)
        .containsExactly("localhost:8081", "localhost:8081");
  }

  @Test
  void anApplicationOfTheMastersHasNoFilesButItsOwn() throws IOException {
    knows(application("RUNNING"), "", "");
    Path other = temp.resolve("work/app-20261120050000-0001/0");
    Files.createDirectories(other);
    Files.writeString(other.resolve("stdout"), "not yours");
    try (SparkCluster cluster = open()) {
      Application application = cluster.application(ID).orElseThrow();
      assertThat(application.lastAttempt().containers()).isEmpty();
      Container claimed = new Container("app-20261120050000-0001_0", "", Container.Role.EXECUTOR);
      assertThat(cluster.files(application, claimed)).isEmpty();
    }
  }
}
