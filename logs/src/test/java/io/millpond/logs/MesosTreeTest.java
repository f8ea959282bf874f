package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The work directory of a Mesos agent, moved to elsewhere with its absolute links. */
@ParameterizedClass
@EnumSource(DoorKind.class)
class MesosTreeTest {
  private static final String FRAMEWORK = "b2f1c7d0-6d3f-4c7e-9a55-2f6b8f0a1e01-0001";
  private static final String EXECUTORS = "slaves/latest/frameworks/" + FRAMEWORK + "/executors/";
  private static final String RUN =
      EXECUTORS + "web.c1f5ae3f-16a1-11f1-9c0a-70b3d5800001/runs/latest";

  @TempDir static Path temp;
  private static Path work = Path.of("");

  private final DoorKind kind;

  MesosTreeTest(DoorKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  static void unpack() throws Exception {
    Path archive = Trees.shared("millpond.fixtures").resolve("mesos-agent.tar.gz");
    work = temp.toRealPath().resolve("mesos-agent/var/lib/mesos/slave");
    if (!Files.isDirectory(work)) {
      Trees.run("tar", "--no-same-owner", "-xpzf", archive.toString(), "-C", temp.toString());
    }
  }

  private LogRoot open() throws IOException {
    return LogRoot.open(kind, work, Path.of("/var/lib/mesos/slave"));
  }

  @Test
  void readsThroughAbsoluteLinks() throws IOException {
    try (LogRoot root = open()) {
      assertThat(root.status(RUN + "/five").size()).isEqualTo(24);
      assertThat(Trees.read(root, RUN + "/inside-link"))
          .startsWith(Trees.read(root, RUN + "/stdout"));
      assertThat(root.status(RUN + "/other-run").isRegular()).isTrue();
      String tasks =
          EXECUTORS + "instance-pod_web.da6e8f52-16a1-11f1-9c0a-70b3d5800001/runs/latest/tasks";
      assertThat(root.list(tasks)).hasSize(2).allMatch(FileStatus::isDirectory);
      for (FileStatus task : root.list(tasks)) {
        assertThat(root.status(tasks + "/" + task.name() + "/stdout").size()).isPositive();
      }
    }
  }

  @Test
  void leavesOutWhatLeadsNowhereOrOutside() throws IOException {
    try (LogRoot root = open()) {
      assertThat(root.list(RUN))
          .extracting(FileStatus::name)
          .contains("per%cent+plus&amp.log", "with space.log", ".hidden", "inside-link", "noread")
          .doesNotContain("escape-abs", "escape-rel", "escape-dir", "dangling", "loop");
      for (String name : List.of("escape-abs", "escape-rel", "escape-dir", "escape-dir/hostname")) {
        assertThatThrownBy(() -> root.open(RUN + "/" + name))
            .isInstanceOf(OutsideRootException.class);
      }
      for (String name : List.of("dangling", "loop")) {
        assertThatThrownBy(() -> root.open(RUN + "/" + name))
            .isInstanceOf(NoSuchFileException.class);
      }
    }
  }

  @Test
  void withoutTheAliasItsLinksLeadOutside() throws IOException {
    try (LogRoot root = LogRoot.open(kind, work)) {
      assertThatThrownBy(() -> root.open(RUN + "/five")).isInstanceOf(OutsideRootException.class);
    }
  }
}
