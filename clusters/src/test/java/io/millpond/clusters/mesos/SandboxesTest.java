package io.millpond.clusters.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxesTest {
  private static final Sandbox POD = new Sandbox("F", "E", "root", Optional.of("task"));

  @TempDir private Path workDir = Path.of("");
  private Optional<LogRoot> root = Optional.empty();

  @BeforeEach
  void open() throws IOException {
    root = Optional.of(Sandboxes.openRoot(workDir));
  }

  @AfterEach
  void close() throws IOException {
    root.orElseThrow().close();
  }

  @Test
  void theConfiguredAgentComesFirstThenTheNewest() throws Exception {
    agent("S0", 100);
    agent("S1", 300);
    agent("S2", 200);
    assertThat(sandboxes("S0").agentIds()).containsExactly("S0", "S1", "S2");
    assertThat(sandboxes("host.example").agentIds()).containsExactly("S1", "S2", "S0");
    assertThat(sandboxes("../slaves/S2").agentIds()).containsExactly("S1", "S2", "S0");
  }

  @Test
  void theLinkToTheLatestAgentDecidesBeforeItsTime() throws Exception {
    agent("S1", 300);
    agent("S2", 200);
    Files.createSymbolicLink(workDir.resolve("slaves/latest"), Path.of("S2"));
    assertThat(new Sandboxes(root.orElseThrow(), Optional.empty()).agentIds())
        .startsWith("S2")
        .doesNotContain("latest");
  }

  @Test
  void aSandboxOfAFormerAgentIdIsFound() throws Exception {
    agent("S-new", 300);
    directory("slaves/S-old/frameworks/F/executors/E/runs/c");
    SandboxDirectory sandbox =
        locate(cluster("S-new", "{}"), new Sandbox("F", "E", "c", Optional.empty()));
    assertThat(sandbox.found()).isTrue();
    assertThat(sandbox.agentId()).isEqualTo("S-old");
    assertThat(sandbox.virtualPath("stdout"))
        .isEqualTo("/var/lib/mesos/slave/slaves/S-old/frameworks/F/executors/E/runs/c/stdout");
  }

  /** Followers of one file share what is sent to them; each with its own they exhaust the heap. */
  @Test
  void aSandboxIsEqualToItselfLocatedAgain() throws Exception {
    agent("S1", 300);
    directory("slaves/S1/frameworks/F/executors/E/runs/c");
    Sandbox sandbox = new Sandbox("F", "E", "c", Optional.empty());
    MesosCluster cluster = cluster("S1", "{}");
    assertThat(locate(cluster, sandbox))
        .isEqualTo(locate(cluster, sandbox))
        .hasSameHashCodeAs(locate(cluster, sandbox))
        .isNotEqualTo(locate(cluster, POD));
  }

  @Test
  void aSandboxThatIsNowhereHasAPlace() throws Exception {
    agent("S1", 300);
    agent("S2", 200);
    SandboxDirectory sandbox = locate(cluster("S2", "{}"), POD);
    assertThat(sandbox.found()).isFalse();
    assertThat(sandbox.path("out"))
        .isEqualTo("slaves/S2/frameworks/F/executors/E/runs/root/tasks/task/out");
  }

  @Test
  void aNodeWithoutAgentsHasNoSandboxes() {
    assertThatThrownBy(() -> locate(cluster("S1", "{}"), POD))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("slaves");
    MesosCluster gateway = new MesosCluster("m", StateSource.none(), Optional.empty(), Map.of());
    assertThat(gateway.hasSandboxes()).isFalse();
    assertThatThrownBy(() -> gateway.locate(POD)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aPodsTaskWithoutItsLinkIsFoundByTheState() throws Exception {
    directory("slaves/S1/frameworks/F/executors/E/runs/root/containers/a/containers/b");
    directory("slaves/S1/frameworks/F/executors/E/runs/root/containers/other");
    assertThat(locate(cluster("S1", podState("root")), POD).path())
        .endsWith("/runs/root/containers/a/containers/b");
    assertThat(locate(cluster("S1", podState("another-run")), POD).found()).isFalse();
    assertThat(locate(cluster("S1", "{}"), POD).found()).isFalse();
  }

  @Test
  void aPodsTaskMayBeNamedByItsContainer() throws Exception {
    directory("slaves/S1/frameworks/F/executors/E/runs/root/containers/a");
    Sandbox byContainer = new Sandbox("F", "E", "root", Optional.of("a"));
    assertThat(locate(cluster("S1", "{}"), byContainer).path()).endsWith("/runs/root/containers/a");
  }

  @Test
  void theLinkOfAPodsTaskComesFirst() throws Exception {
    directory("slaves/S1/frameworks/F/executors/E/runs/root/containers/task");
    directory("slaves/S1/frameworks/F/executors/E/runs/root/tasks/task");
    assertThat(locate(cluster("S1", "{}"), POD).path()).endsWith("/runs/root/tasks/task");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../stdout", "a/../../b", "/etc/passwd", "a//b", "a/", "a\0b"})
  void aNameThatClimbsOutIsNoFileOfTheSandbox(String file) throws Exception {
    directory("slaves/S1/frameworks/F/executors/E/runs/c");
    SandboxDirectory sandbox =
        locate(cluster("S1", "{}"), new Sandbox("F", "E", "c", Optional.empty()));
    assertThatThrownBy(() -> sandbox.path(file)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> sandbox.virtualPath(file)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFileInPlaceOfADirectoryHoldsNoSandbox() throws Exception {
    agent("S1", 100);
    Files.writeString(workDir.resolve("slaves/S1/frameworks"), "x");
    assertThat(locate(cluster("S1", "{}"), POD).found()).isFalse();
  }

  private static String podState(String rootContainer) {
    return """
    {"frameworks":[{"id":"F","tasks":[{"id":"task","executor_id":"E","slave_id":"S1","statuses":[
    {"container_status":{"container_id":{"value":"b","parent":{"value":"a","parent":
    {"value":"%s"}}}}}]}]}]}\
    """
        .formatted(rootContainer);
  }

  private MesosCluster cluster(String nodeId, String state) throws IOException {
    Path file = Files.writeString(workDir.resolve("state.json"), state);
    return new MesosCluster("m", StateSource.file(file), Optional.of(sandboxes(nodeId)), Map.of());
  }

  private static SandboxDirectory locate(MesosCluster cluster, Sandbox sandbox) throws IOException {
    return cluster.locate(sandbox);
  }

  private Sandboxes sandboxes(String nodeId) {
    return new Sandboxes(root.orElseThrow(), Optional.of(nodeId));
  }

  private void agent(String id, long modifiedSeconds) throws IOException {
    Path directory = directory("slaves/" + id);
    Files.setLastModifiedTime(directory, FileTime.from(Instant.ofEpochSecond(modifiedSeconds)));
  }

  private Path directory(String path) throws IOException {
    Path directory = workDir.resolve(path);
    return Files.createDirectories(directory);
  }
}
