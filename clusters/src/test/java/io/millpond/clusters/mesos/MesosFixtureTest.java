package io.millpond.clusters.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millpond.clusters.Fixtures;
import io.millpond.clusters.mesos.TaskLookup.Ambiguous;
import io.millpond.clusters.mesos.TaskLookup.Found;
import io.millpond.clusters.mesos.TaskLookup.Unknown;
import io.millpond.clusters.mesos.TaskLookup.Unplaced;
import io.millpond.logs.LogFile;
import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every task of the saved agent, from its state to a line of its log. */
class MesosFixtureTest {
  private static final String CLUSTER = "b2f1c7d0-6d3f-4c7e-9a55-2f6b8f0a1e01";
  private static final String AGENT = CLUSTER + "-S1";
  private static final String OTHER_AGENT = CLUSTER + "-S2";
  private static final String MARATHON = CLUSTER + "-0001";
  private static final String SERVICES = CLUSTER + "-0002";
  private static final String WEB = "web.c1f5ae3f-16a1-11f1-9c0a-70b3d5800001";
  private static final String NEW_RUN = "9601091d-0a38-444a-895a-d4e42f57e20f";
  private static final String OLD_RUN = "22a98918-dc5c-4f2a-8852-38841bc269bc";
  private static final String POD = "instance-pod_web.da6e8f52-16a1-11f1-9c0a-70b3d5800001";

  @TempDir private static Path temp;
  private static Path fixture = Path.of("");
  private static Path workDir = Path.of("");
  private static Optional<LogRoot> root = Optional.empty();
  private static MesosCluster cluster =
      new MesosCluster("none", StateSource.none(), Optional.empty(), Map.of());

  @BeforeAll
  static void unpack() throws Exception {
    fixture = Fixtures.unpack("mesos-agent", temp);
    workDir = fixture.resolve("var/lib/mesos/slave");
    root = Optional.of(Sandboxes.openRoot(workDir));
    cluster = clusterWith("master-state.json");
  }

  @AfterAll
  static void close() throws IOException {
    if (root.isPresent()) {
      root.get().close();
    }
  }

  private static MesosCluster clusterWith(String state) {
    return new MesosCluster(
        "mesos-main",
        StateSource.file(fixture.resolve(state)),
        root.map(door -> new Sandboxes(door, Optional.of(AGENT))),
        Map.of(AGENT, URI.create("http://127.0.0.1:8642")));
  }

  @ParameterizedTest
  @CsvSource({
    "web, web",
    "web.c1f5ae3f-16a1-11f1-9c0a-70b3d5800001, web",
    "c1f5ae3f, web",
    "foo, foo",
    "foo-bar, foo-bar",
    "foobar, foo-bar",
    "dup-123, dup-123",
    "dup-345, dup-345",
    "kafka-0-broker, kafka-0-broker__77aa",
    "kafka-1-broker__77ab, kafka-1-broker__77ab",
    "front, pod_web.instance-da6e8f52-16a1-11f1-9c0a-70b3d5800001.front",
    "side, pod_web.instance-da6e8f52-16a1-11f1-9c0a-70b3d5800001.side",
    "nested, nested.task-1",
    "f00d0001, batch.f00d0001",
    "old, old.0bad0001",
  })
  void bothStatesFindTheTaskThatIsMeant(String wanted, String id) throws Exception {
    for (String state : List.of("master-state.json", "agent-state.json")) {
      assertThat(found(clusterWith(state), wanted).id()).as(state).startsWith(id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web",
        "kafka-0-broker",
        "kafka-1-broker",
        "front",
        "side",
        "nested",
        "foo",
        "foo-bar",
        "dup-123",
        "dup-345",
        "f00d0001",
        "old"
      })
  void everySandboxOfThisNodeIsFound(String wanted) throws Exception {
    Task task = found(cluster, wanted);
    SandboxDirectory sandbox = cluster.locate(task.sandbox().orElseThrow());
    assertThat(sandbox.found()).isTrue();
    assertThat(sandbox.agentId()).isEqualTo(AGENT);
    try (LogFile stdout = sandbox.root().open(sandbox.path("stdout"))) {
      assertThat(stdout.size()).isPositive();
      assertThat(task.isPod()).isEqualTo(List.of("front", "side", "nested").contains(wanted));
    }
  }

  @Test
  void aPodsTaskHasItsOwnFiles() throws Exception {
    assertThat(firstLine(sandboxOf("front"))).isEqualTo("pod front line1");
    assertThat(firstLine(sandboxOf("side"))).isEqualTo("pod side line1");
    Task nested = found(cluster, "nested");
    assertThat(nested.containerIds())
        .containsExactly(
            "15a3bfdd-ddf0-48b9-8022-37b21fed963d",
            "bdbaa9ba-a66c-4866-8453-01133be78ca8",
            "45be7cce-0437-457b-8605-d4d7e289e3cd");
    assertThat(firstLine(sandboxOf("nested"))).contains("[nested]");
  }

  @Test
  void tasksOfACustomExecutorShareItsSandbox() throws Exception {
    Sandbox first = found(cluster, "kafka-0-broker").sandbox().orElseThrow();
    assertThat(first)
        .isEqualTo(found(cluster, "kafka-1-broker").sandbox().orElseThrow())
        .isEqualTo(
            new Sandbox(
                SERVICES,
                "kafka__exec-0c2d",
                "54166162-2185-451c-848b-41bf0cea7ad0",
                Optional.empty()));
    SandboxDirectory sandbox = cluster.locate(first);
    assertThat(sandbox.root().status(sandbox.path("kafka-logs/server.log")).isRegular()).isTrue();
  }

  @Test
  void bothRunsOfATaskAreReadable() throws Exception {
    String before = firstLine(cluster.locate(run(OLD_RUN)));
    assertThat(firstLine(cluster.locate(run(NEW_RUN)))).isNotEqualTo(before);
    assertThat(sandboxOf("web").sandbox()).isEqualTo(run(NEW_RUN));
  }

  @Test
  void severalTasksThatFitAreListed() throws Exception {
    assertThat(cluster.findTask("dup")).isEqualTo(ambiguous("dup-123", "dup-345"));
    assertThat(cluster.findTask("du")).isEqualTo(ambiguous("dup-123", "dup-345"));
    assertThat(cluster.findTask("fo")).isEqualTo(ambiguous("foo", "foo-bar"));
    assertThat(cluster.findTask("batch"))
        .isEqualTo(
            ambiguous(
                "batch.f00d0001-16a1-11f1-9c0a-70b3d5800001",
                "batch.f00d0002-16a1-11f1-9c0a-70b3d5800001"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no-such-task", "WEB", "../web", "f00d0003", "\0"})
  void noTaskIsFoundForAStrangeName(String wanted) throws Exception {
    assertThat(cluster.findTask(wanted)).isEqualTo(new Unknown());
  }

  @Test
  void aStagingTaskHasNoSandboxYet() throws Exception {
    assertThat(cluster.findTask("staging.9"))
        .isInstanceOfSatisfying(
            Unplaced.class,
            unplaced -> {
              assertThat(unplaced.task().sandbox()).isEmpty();
              assertThat(unplaced.task().state()).isEqualTo("TASK_STAGING");
            });
  }

  @Test
  void anUnreachableTaskIsFoundLikeALiveOne() throws Exception {
    Task task = found(cluster, "unreach");
    assertThat(task.completed()).isFalse();
    assertThat(task.agentId()).isEqualTo(OTHER_AGENT);
  }

  @Test
  void aTaskElsewhereNamesItsAgent() throws Exception {
    Task task = found(cluster, "remote");
    assertThat(task.agentId()).isEqualTo(OTHER_AGENT);
    assertThat(cluster.agent(OTHER_AGENT)).isEmpty();
    assertThat(cluster.agent(AGENT)).contains(URI.create("http://127.0.0.1:8642"));
    assertThat(cluster.locate(task.sandbox().orElseThrow()).found()).isFalse();
  }

  @Test
  void aCollectedSandboxIsToldToBeMissing() throws Exception {
    Task task = found(cluster, "f00d0002");
    SandboxDirectory gone = cluster.locate(task.sandbox().orElseThrow());
    assertThat(gone.found()).isFalse();
    assertThatThrownBy(() -> gone.root().open(gone.path("stdout")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void theVirtualPathDoesNotTellWhereTheWorkDirectoryIs() throws Exception {
    assertThat(cluster.locate(run(NEW_RUN)).virtualPath("dir/inner.log"))
        .isEqualTo(
            "/var/lib/mesos/slave/slaves/%s/frameworks/%s/executors/%s/runs/%s/dir/inner.log"
                .formatted(AGENT, MARATHON, WEB, NEW_RUN));
    assertThat(sandboxOf("side").virtualPath("stdout"))
        .startsWith("/var/lib/mesos/slave/slaves/")
        .endsWith("/tasks/pod_web.instance-da6e8f52-16a1-11f1-9c0a-70b3d5800001.side/stdout");
  }

  @Test
  void filesInSubdirectoriesAndWithOddNamesAreReached() throws Exception {
    SandboxDirectory web = sandboxOf("web");
    for (String file :
        List.of(
            "dir/deeper/x.txt", "with space.log", "per%cent+plus&amp.log", ".hidden", "tasks")) {
      assertThat(web.root().status(web.path(file)).isRegular()).as(file).isTrue();
    }
  }

  @Test
  void aRelativeLatestIsTheNewestRun() throws Exception {
    Sandbox latest = new Sandbox(SERVICES, "kafka__exec-0c2d", "latest", Optional.empty());
    SandboxDirectory sandbox = cluster.locate(latest);
    assertThat(sandbox.found()).isTrue();
    assertThat(sandbox.virtualPath("")).endsWith("/runs/latest");
  }

  @Test
  void anAbsoluteLatestIsTheNewestRun() throws Exception {
    assumeAbsoluteLinksWork();
    SandboxDirectory latest = cluster.locate(run("latest"));
    assertThat(latest.found()).isTrue();
    assertThat(firstLine(latest)).isEqualTo(firstLine(cluster.locate(run(NEW_RUN))));
    Sandbox side =
        new Sandbox(
            MARATHON,
            POD,
            "latest",
            Optional.of("pod_web.instance-da6e8f52-16a1-11f1-9c0a-70b3d5800001.side"));
    assertThat(firstLine(cluster.locate(side))).isEqualTo("pod side line1");
  }

  @Test
  void theNewestAgentIsTheOneLatestLeadsTo() throws Exception {
    assumeAbsoluteLinksWork();
    Sandboxes sandboxes = new Sandboxes(root.orElseThrow(), Optional.empty());
    assertThat(sandboxes.agentIds()).containsExactly(AGENT);
  }

  private static void assumeAbsoluteLinksWork() throws IOException {
    boolean works;
    try {
      works = root.orElseThrow().status("slaves/latest").isDirectory();
    } catch (IOException e) {
      works = false;
    }
    assumeTrue(works, "needs a LogRoot that follows absolute links through its aliases");
    assertThat(Files.isSymbolicLink(workDir.resolve("slaves/latest"))).isTrue();
  }

  private static Sandbox run(String container) {
    return new Sandbox(MARATHON, WEB, container, Optional.empty());
  }

  private static SandboxDirectory sandboxOf(String wanted) throws IOException {
    return cluster.locate(found(cluster, wanted).sandbox().orElseThrow());
  }

  private static Task found(MesosCluster cluster, String wanted) throws IOException {
    TaskLookup lookup = cluster.findTask(wanted);
    assertThat(lookup).isInstanceOf(Found.class);
    return ((Found) lookup).task();
  }

  private static Ambiguous ambiguous(String... ids) {
    return new Ambiguous(List.of(ids), ids.length);
  }

  private static String firstLine(SandboxDirectory sandbox) throws IOException {
    try (LogFile file = sandbox.root().open(sandbox.path("stdout"))) {
      ByteBuffer head = ByteBuffer.allocate(200);
      file.read(head, 0);
      head.flip();
      return StandardCharsets.UTF_8.decode(head).toString().lines().findFirst().orElse("");
    }
  }
}
