package io.millpond.clusters.mesos;

import static io.millpond.clusters.mesos.StateText.master;
import static io.millpond.clusters.mesos.StateText.state;
import static io.millpond.clusters.mesos.StateText.status;
import static io.millpond.clusters.mesos.StateText.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.groups.Tuple.tuple;

import io.millpond.clusters.Fixtures;
import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MesosStateTest {
  private static final String AGENT_STATE =
      "{'pid':'slave(1)@10.0.0.1:5051','frameworks':[{'executors':[{'tasks':[{'id':'t','statuses':[]"
          + "}],'queued_tasks':[{'id':'q'}],'type':'%s','id':'e','container':'c'}],'id':'F'}],'id':'S'}";

  @Test
  void theLatestStatusWithAContainerDecides() throws Exception {
    String statuses = status(5, "second") + "," + status(2, "first") + ",{'timestamp':9}";
    assertThat(only(master(task("t", "t", statuses), "")).containerIds()).containsExactly("second");
  }

  @Test
  void ofEqualTimesTheLastStatusCounts() throws Exception {
    String statuses = status(5, "a") + "," + status(5, "b");
    assertThat(only(master(task("t", "t", statuses), "")).containerIds()).containsExactly("b");
    String timeless = "{'container_status':{'container_id':{'value':'z'}}}";
    assertThat(only(master(task("t", "t", statuses + "," + timeless), "")).containerIds())
        .containsExactly("z");
  }

  @Test
  void containersAreListedFromTheOutermost() throws Exception {
    String nested =
        "{'container_status':{'container_id':{'parent':{'value':'p','parent':{'value':'root'}},"
            + "'value':'c'}}}";
    Task task = only(master(task("t", "t", nested), ""));
    assertThat(task.containerIds()).containsExactly("root", "p", "c");
    assertThat(task.isPod()).isTrue();
    assertThat(task.sandbox().orElseThrow().containerId()).isEqualTo("root");
    assertThat(task.sandbox().orElseThrow().podTaskId()).contains("t");
  }

  @Test
  void anExecutorsContainerPlacesTheTasksItLaunched() throws Exception {
    MesosState agent = state(AGENT_STATE.formatted("CUSTOM"));
    assertThat(agent.agentId()).contains("S");
    assertThat(agent.tasks())
        .allMatch(task -> task.agentId().equals("S") && task.frameworkId().equals("F"))
        .extracting(Task::id, Task::containerIds)
        .containsExactlyInAnyOrder(tuple("t", List.of("c")), tuple("q", List.of()));
  }

  @Test
  void aDefaultExecutorsContainerIsNotThatOfItsTasks() throws Exception {
    assertThat(state(AGENT_STATE.formatted("DEFAULT")).tasks())
        .allMatch(task -> task.containerIds().isEmpty());
  }

  @Test
  void allListsAreRead() throws Exception {
    MesosState state =
        state(
            "{'orphan_tasks':[%s],'frameworks':[{'id':'F','unreachable_tasks':[%s]}],"
                    .formatted(task("orphan", ""), task("lost", ""))
                + "'completed_frameworks':[{'id':'F','tasks':[%s],'completed_executors':[{'tasks':[%s]}]}]}"
                    .formatted(task("a", ""), task("b", "")));
    assertThat(state.tasks().collect(Collectors.toMap(Task::id, Task::completed)))
        .isEqualTo(Map.of("orphan", false, "lost", false, "a", true, "b", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", ".", "a/b", "", "a\\\\b", "a\\u0000b", "a\\nb", "\\ud800", "\\u00e9\\u00e9"})
  void aTaskWithoutAUsableIdIsLeftOutAndCounted(String id) throws Exception {
    String bad = id.startsWith("\\u00e9") ? id.repeat(64) : id; // 2 bytes each, 256 in all
    MesosState state = master(task(bad, "x") + "," + task("good", "y"), "");
    assertThat(only(state).id()).isEqualTo("good");
    assertThat(state.ignoredTasks()).isEqualTo(1);
  }

  @Test
  void noTraversalStringBecomesADirectory() throws Exception {
    for (String corpus : List.of("dotdotpwn", "exotic", "deep")) {
      for (String hostile : Fixtures.corpusLines("traversal-" + corpus + ".txt.gz")) {
        Sandbox.of("F", hostile, "c", Optional.empty())
            .ifPresent(sandbox ->
                assertThat(Path.of(sandbox.path("S")).normalize().toString())
                    .isEqualTo("slaves/S/frameworks/F/executors/" + hostile + "/runs/c"));
      }
    }
  }

  @Test
  void blanksAndPercentSignsStandForThemselves() {
    Sandbox sandbox = Sandbox.of("F", "my exec%2F..", "c", Optional.of("a b%")).orElseThrow();
    assertThat(sandbox.path("S"))
        .isEqualTo("slaves/S/frameworks/F/executors/my exec%2F../runs/c/tasks/a b%");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'frameworks':[]}",
        "{'frameworks':[{}],'completed_frameworks':null,'id':7,'pid':{}}",
        "{'frameworks':[1,'x',null,[[]],{'tasks':{'id':'t'},'executors':'no'}]}",
        "{'frameworks':[{'id':['F'],'tasks':[7,null,[],{'id':{'x':1},'statuses':9}]}]}",
        "{'frameworks':[{'tasks':[{'id':'t','statuses':[{'timestamp':'x','container_status':[]}]}]}]}",
        "{'frameworks':[{'tasks':[{'statuses':[{'container_status':{'container_id':[{}]}}]}]}]}",
      })
  void membersOfAnyTypeAreTolerated(String json) throws Exception {
    assertThat(state(json).tasks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "null", "{}", "{'error':'x'}", "{'frameworks':{}}", "<html>", "{'fra"})
  void whatIsNoStateIsNotTakenForAnEmptyCluster(String json) {
    assertThat(reason(() -> state(json))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aDocumentCutOffAnywhereIsMalformed() throws Exception {
    String whole =
        "{'frameworks':[{'id':'F','tasks':[" + task("t", "n") + "]}],'x':[{'y':'\u20ac'}]}";
    assertThat(state(whole).tasks()).hasSize(1);
    for (int end = 0; end < whole.length(); end++) {
      String cut = whole.substring(0, end);
      assertThat(reason(() -> state(cut))).as(cut).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void aDamagedDocumentGivesAStateOrAReason() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String whole =
        "{'frameworks':[{'id':'F','tasks':[" + task("t", "n") + "]}],'completed_frameworks':[]}";
    for (int round = 0; round < 3000; round++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(damaged.length());
        damaged.setCharAt(at, "{}[]\",:0te\\".charAt(random.nextInt(11)));
      }
      Throwable thrown = catchThrowable(() -> state(damaged.toString()));
      if (thrown != null) {
        assertThat(thrown)
            .as("seed %d: %s", seed, damaged)
            .isInstanceOf(DocumentUnavailableException.class);
      }
    }
  }

  @Test
  void everyBoundHolds() {
    String tasks =
        IntStream.range(0, 11).mapToObj(i -> task("t" + i, "n")).collect(Collectors.joining(","));
    MesosState.Bounds few = new MesosState.Bounds(1 << 20, 100, 10);
    assertThat(reason(() -> state("{'frameworks':[{'tasks':[" + tasks + "]}]}", few)))
        .isEqualTo(Reason.TOO_LARGE);
    assertThat(reason(() -> state("{'x':" + "[".repeat(101) + "}", few)))
        .isEqualTo(Reason.TOO_LARGE);
    assertThat(reason(() -> state("{'x':'" + "y".repeat(2 << 20) + "','frameworks':[]}", few)))
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void containersNestedBeyondReasonPlaceNoTask() throws Exception {
    int depth = Limits.MAX_CONTAINER_DEPTH;
    String deep = "{'value':'c','parent':".repeat(depth) + "{'value':'r'}" + "}".repeat(depth);
    String status = "{'container_status':{'container_id':" + deep + "}}";
    assertThat(only(master(task("t", "n", status), "")).containerIds()).isEmpty();
  }

  @Test
  void whatIsNotWantedMayBeLong() throws Exception {
    String blob = "z".repeat(Limits.MAX_STATE_STRING_BYTES + 1);
    MesosState state =
        state("{'frameworks':[{'data':'" + blob + "','tasks':[" + task("t", "n") + "]}]}");
    assertThat(only(state).name()).isEqualTo("n");
  }

  @Test
  void aNameOfAnEssayIsNoName() throws Exception {
    MesosState state = master(task("t", "n".repeat(Limits.MAX_TASK_NAME_CHARS + 1)), "");
    assertThat(only(state).name()).isEmpty();
  }

  @Test
  void messagesTellNoPath() {
    assertThatThrownBy(() -> state("{'fra")).hasMessage("the Mesos state cannot be understood");
  }

  private static Task only(MesosState state) {
    List<Task> tasks = state.tasks().toList();
    assertThat(tasks).hasSize(1);
    return tasks.getFirst();
  }

  private interface Reading {
    MesosState read() throws IOException;
  }

  private static Reason reason(Reading reading) {
    Throwable thrown = catchThrowable(reading::read);
    assertThat(thrown).isInstanceOf(DocumentUnavailableException.class);
    return ((DocumentUnavailableException) thrown).reason();
  }
}
