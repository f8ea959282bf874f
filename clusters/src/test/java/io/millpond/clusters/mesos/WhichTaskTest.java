package io.millpond.clusters.mesos;

import static io.millpond.clusters.mesos.StateText.master;
import static io.millpond.clusters.mesos.StateText.state;
import static io.millpond.clusters.mesos.StateText.status;
import static io.millpond.clusters.mesos.StateText.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Limits;
import io.millpond.clusters.mesos.TaskLookup.Ambiguous;
import io.millpond.clusters.mesos.TaskLookup.Found;
import io.millpond.clusters.mesos.TaskLookup.Unknown;
import io.millpond.clusters.mesos.TaskLookup.Unplaced;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule of {@link MesosState}: how well a task fits, then whether it is alive. */
class WhichTaskTest {
  @Test
  void anExactIdOfACompletedTaskBeatsAPieceOfALiveOnesId() throws Exception {
    MesosState state = master(task("driver-1-executor-7", "exec"), task("driver-1", "driver"));
    assertThat(found(state, "driver-1")).isEqualTo("driver-1");
  }

  @Test
  void anExactIdBeatsAnExactName() throws Exception {
    assertThat(found(master(task("a.1", "b"), task("b", "x")), "b")).isEqualTo("b");
  }

  @Test
  void anExactNameOfACompletedTaskBeatsAPieceOfALiveOnesId() throws Exception {
    assertThat(found(master(task("web2.17", "web2"), task("0815", "web")), "web"))
        .isEqualTo("0815");
  }

  @Test
  void aLiveTaskBeatsACompletedOneThatFitsAsWell() throws Exception {
    MesosState state = master(task("web.2", "web"), task("web.1", "web") + "," + task("w", "x"));
    assertThat(found(state, "web")).isEqualTo("web.2");
    assertThat(found(state, "eb.")).isEqualTo("web.2");
    assertThat(found(state, "eb.1")).isEqualTo("web.1");
  }

  @Test
  void severalLiveTasksAreNotResolvedByACompletedOne() throws Exception {
    MesosState state =
        master(task("test123-123", "a") + "," + task("test123-345", "b"), task("test123-9", "c"));
    assertThat(state.find("test123"))
        .isEqualTo(new Ambiguous(List.of("test123-123", "test123-345"), 2));
  }

  @Test
  void twoTasksOfOneNameAreNotResolvedByAPieceOfAnId() throws Exception {
    MesosState state = master(task("x1", "n") + "," + task("x2", "n") + "," + task("an", "q"), "");
    assertThat(state.find("n")).isEqualTo(new Ambiguous(List.of("x1", "x2"), 2));
  }

  @Test
  void namesAreNotSearchedForPieces() throws Exception {
    assertThat(master(task("1", "frontend"), "").find("front")).isEqualTo(new Unknown());
  }

  @Test
  void ofRunsUnderOneIdTheLastIsMeant() throws Exception {
    String before = task("job", "job", status(10, "old"));
    String after = task("job", "job", status(20, "new"));
    for (MesosState state :
        List.of(master("", before + "," + after), master("", after + "," + before))) {
      assertThat(((Found) state.find("job")).task().containerIds()).containsExactly("new");
    }
  }

  @Test
  void oneIdInTwoFrameworksIsAmbiguous() throws Exception {
    String framework = "{'id':'%s','tasks':[{'id':'db','slave_id':'S'}]}";
    MesosState state =
        state(
            "{'frameworks':[%s,%s]}"
                .formatted(framework.formatted("F1"), framework.formatted("F2")));
    assertThat(state.find("db")).isEqualTo(new Ambiguous(List.of("db", "db"), 2));
  }

  @Test
  void aTaskWithoutContainerIsUnplaced() throws Exception {
    assertThat(master(task("s", "s", ""), "").find("s")).isInstanceOf(Unplaced.class);
    assertThat(master("", task("s", "s", "{'timestamp':3}")).find("s"))
        .isInstanceOf(Unplaced.class);
  }

  @Test
  void aLongListOfCandidatesIsCutAndCounted() throws Exception {
    String tasks =
        IntStream.range(0, Limits.MAX_CANDIDATES + 1)
            .mapToObj(i -> task("t%04d".formatted(i), "same"))
            .collect(Collectors.joining(","));
    assertThat(master(tasks, "").find("same"))
        .isInstanceOfSatisfying(
            Ambiguous.class,
            many -> {
              assertThat(many.ids()).hasSize(Limits.MAX_CANDIDATES).contains("t0000");
              assertThat(many.total()).isEqualTo(Limits.MAX_CANDIDATES + 1);
            });
  }

  private static String found(MesosState state, String wanted) {
    TaskLookup lookup = state.find(wanted);
    assertThat(lookup).isInstanceOf(Found.class);
    return ((Found) lookup).task().id();
  }
}
