package io.millpond.clusters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.Container;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.events.EventLogs;
import io.millpond.logs.Content;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pods that were deleted: their logs are found as long as they are there, and no others for them.
 */
final class GonePodsTest {
  private static final String APP = "spark-1";
  private static final Instant BEGIN = Instant.parse("2026-11-20T04:00:00Z");

  private final AtomicReference<PodList> list = new AtomicReference<>(PodList.NONE);
  @TempDir private Path folder;
  private Path podLogs;
  private SharedFiles files;
  private KubernetesCluster cluster;

  @BeforeEach
  void open() throws IOException {
    files = SharedFiles.start();
    podLogs = Files.createDirectory(folder.resolve("pods"));
    Path events = Files.createDirectory(folder.resolve("events"));
    cluster =
        KubernetesCluster.open(
            "k8s",
            EventLogs.open(List.of(events), files),
            list::get,
            Optional.of(podLogs),
            files,
            () -> BEGIN);
  }

  @AfterEach
  void close() throws IOException {
    cluster.close();
    files.close();
  }

  private static Pod pod(String namespace, String name, int uid, Container.Role role) {
    String main =
        role == Container.Role.DRIVER ? "spark-kubernetes-driver" : "spark-kubernetes-executor";
    return new Pod(
        namespace,
        name,
        "uid-" + uid,
        "node-1",
        role,
        APP,
        "app",
        Optional.of(BEGIN.plusSeconds(uid)),
        Optional.empty(),
        RunState.RUNNING,
        List.of(new Pod.PodContainer(main, OptionalInt.empty(), Optional.empty())));
  }

  private static Pod driver(int uid) {
    return pod("jobs", "a-driver", uid, Container.Role.DRIVER);
  }

  private static Pod executor(int number, int uid) {
    return pod("jobs", "a-exec-" + number, uid, Container.Role.EXECUTOR);
  }

  private Path write(Pod pod, String text) throws IOException {
    Path directory = podLogs.resolve(pod.directory(pod.main()));
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("0.log"), "2026-11-20T04:00:00.000000001Z stdout F " + text + "\n");
    return podLogs.resolve(pod.directory());
  }

  private void listed(Pod... pods) throws IOException {
    list.set(new PodList(Arrays.asList(pods)));
    assertThat(cluster.applications()).hasSizeLessThan(2);
  }

  private List<String> containers() throws IOException {
    return cluster.application(APP).orElseThrow().lastAttempt().containers().stream()
        .map(Container::id)
        .toList();
  }

  private String stdout(String containerId) throws IOException {
    Application application = cluster.application(APP).orElseThrow();
    Container container = new Container(containerId, "node-1", Container.Role.EXECUTOR);
    StoredFile file = cluster.file(application, container, "stdout").orElseThrow();
    try (Content content = file.open();
        InputStream in = ((Content.Decoded) content).from(0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anExecutorWhosePodWasDeletedHasItsLogsAsLongAsTheyAreThere() throws IOException {
    Path directory = write(executor(1, 11), "said it");
    write(driver(1), "driver");
    listed(driver(1), executor(1, 11), executor(2, 12));
    listed(driver(1));
    assertThat(containers()).containsExactly("a-driver", "a-exec-1");
    assertThat(stdout("a-exec-1")).isEqualTo("said it\n");
    Files.move(directory, folder.resolve("cleared away"));
    listed(driver(1), executor(3, 13));
    assertThat(containers()).containsExactly("a-driver", "a-exec-3");
  }

  @Test
  void anApplicationWhosePodsAreAllDeletedIsThereAsLongAsALogIs() throws IOException {
    Path directory = write(driver(1), "the end");
    listed(driver(1));
    assertThat(cluster.application(APP).orElseThrow().lastAttempt().state())
        .isEqualTo(RunState.RUNNING);
    listed();
    assertThat(cluster.application(APP).orElseThrow().lastAttempt().state())
        .isEqualTo(RunState.UNKNOWN);
    assertThat(stdout("a-driver")).isEqualTo("the end\n");
    Files.move(directory, folder.resolve("cleared away"));
    listed(pod("jobs", "b", 2, Container.Role.OTHER));
    assertThat(containers()).containsExactly("b");
  }

  @Test
  void aPodThatIsListedAgainIsNotThereTwice() throws IOException {
    write(executor(1, 11), "said it");
    listed(driver(1), executor(1, 11));
    listed(driver(1));
    listed(driver(1), executor(1, 11));
    assertThat(containers()).containsExactly("a-driver", "a-exec-1");
  }

  @Test
  void aLaterPodOfAnotherNamespaceDoesNotTakeOverWhenTheDriverIsDeleted() throws IOException {
    Pod stranger = pod("others", "a-driver", 5, Container.Role.DRIVER);
    write(driver(1), "ours");
    write(stranger, "theirs");
    listed(driver(1));
    listed(stranger);
    assertThat(stdout("a-driver")).isEqualTo("ours\n");
  }

  @Test
  void aDirectoryOfTheSameNameIsNotTakenForAPodThatWasNeverSeen() throws IOException {
    write(executor(1, 11), "somebody's");
    listed(driver(1));
    assertThat(containers()).containsExactly("a-driver");
  }

  @Test
  void noMoreAreRememberedThanThereIsRoomFor() throws IOException {
    Pod[] pods = IntStream.rangeClosed(1, 4).mapToObj(i -> executor(i, i)).toArray(Pod[]::new);
    for (Pod pod : pods) {
      Files.createDirectory(podLogs.resolve(pod.directory()));
    }
    try (LogRoot root = LogRoot.open(podLogs)) {
      PodMemory memory = new PodMemory(list::get, root, 2);
      list.set(new PodList(Arrays.asList(pods)));
      assertThat(memory.known().of(APP)).hasSize(4);
      list.set(new PodList(Arrays.asList(driver(9), pods[0])));
      assertThat(memory.known().of(APP))
          .extracting(Pod::name)
          .containsExactlyInAnyOrder("a-driver", "a-exec-1", "a-exec-3", "a-exec-4");
    }
  }
}
