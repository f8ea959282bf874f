package io.millpond.clusters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millpond.clusters.Container.Role;
import io.millpond.clusters.RunState;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of pods, good and hostile. */
final class PodListTest {
  private static final PodList.Bounds SMALL = new PodList.Bounds(64 << 10, 3, 2);

  @Test
  void readsMembersInAnyOrder() throws IOException {
    PodList list =
        read(
            """
            {"items":[{
              "status":{"containerStatuses":[
                  {"state":{"terminated":{"finishedAt":"2026-11-20T04:03:07Z","exitCode":3}},"name":"b"}],
                "startTime":"2026-11-20T04:02:47Z","phase":"Running"},
              "spec":{"containers":[{"image":"i","name":"a"},{"name":"b"}],"initContainers":[{"name":"c"}],"nodeName":"n"},
              "metadata":{"labels":{"spark-app-selector":"spark-1","spark-role":"executor"},
                "uid":"u","namespace":"s","name":"p","creationTimestamp":"2026-11-20T04:02:40Z"}}]}
            """);

    Pod pod = list.of("spark-1").getFirst();
    assertThat(pod.role()).isEqualTo(Role.EXECUTOR);
    assertThat(pod.node()).isEqualTo("n");
    assertThat(pod.created()).contains(Instant.parse("2026-11-20T04:02:40Z"));
    assertThat(pod.started()).contains(Instant.parse("2026-11-20T04:02:47Z"));
    assertThat(pod.containers()).extracting(pod::containerId).containsExactly("p", "p_b", "p_c");
    assertThat(pod.containers()).extracting(pod::directory).contains("s_p_u/a", "s_p_u/c");
    assertThat(pod.containers().get(1).exitCode()).hasValue(3);
    assertThat(pod.state()).isEqualTo(RunState.RUNNING);
  }

  @ParameterizedTest
  @CsvSource({
    "Pending,WAITING",
    "Running,RUNNING",
    "Succeeded,SUCCEEDED",
    "Failed,FAILED",
    "Unknown,UNKNOWN",
    "Else,UNKNOWN"
  })
  void aPhaseIsAState(String phase, RunState state) throws IOException {
    assertThat(read(list(pod("s", "p", "driver", phase, 1))).of("spark-1").getFirst().state())
        .isEqualTo(state);
  }

  @Test
  void sparkHasEndedThoughAnotherContainerOfItsPodRunsOn() throws IOException {
    String pod =
        pod("s", "p", "driver", "Running", 1)
            .replace(
                "\"phase\"",
                "\"containerStatuses\":[{\"name\":\"spark-kubernetes-driver\",\"state\":"
                    + "{\"terminated\":{\"exitCode\":0}}}],\"phase\"");
    assertThat(read(list(pod)).of("spark-1").getFirst().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void theOldestDriverDecidesOnTheNamespace() throws IOException {
    PodList list =
        read(
            list(
                pod("intruder", "p", "driver", "Running", 5),
                pod("intruder", "e", "executor", "Running", 0),
                pod("team", "p", "driver", "Running", 3)));

    assertThat(list.of("spark-1")).extracting(Pod::namespace).containsExactly("team");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", "", ".", "-", "a_b", "a\\u0000", "\\u00e9"})
  void aPodOfAnImpossibleNameIsLeftOut(String name) throws IOException {
    assertThat(read(list(pod("s", name, "driver", "Running", 1))).applicationIds()).isEmpty();
    assertThat(read(list(pod(name, "p", "driver", "Running", 1))).applicationIds()).isEmpty();
    String container =
        pod("s", "p", "driver", "Running", 1).replace("spark-kubernetes-driver", name);
    assertThat(read(list(container)).applicationIds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"items\":[1,null,\"x\",[],{},{\"metadata\":[]},{\"metadata\":{\"labels\":7}}]}",
        "{\"items\":[{\"metadata\":{\"name\":{},\"labels\":[{}]},\"spec\":{\"containers\":{}},"
            + "\"status\":{\"containerStatuses\":[[],{\"state\":[]},{\"state\":{\"terminated\":9}}]}}]}",
        "{\"metadata\":7,\"items\":[]}"
      })
  void otherTypesArePassedOver(String json) throws IOException {
    assertThat(read(json).applicationIds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{",
        "{}",
        "{\"kind\":\"Status\",\"code\":403}",
        "{\"items\":7}",
        "{\"items\":[",
        "<html>",
        "{\"items\":[]",
        "{\"metadata\":{\"continue\":\"x\"},\"items\":[]}"
      })
  void whatIsNoListIsNotTakenForAnEmptyOne(String json) {
    assertThat(failure(json)).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"000002000002", "0000feff", "fffe0000", "fffe7b00", "7b000000ffffffff"})
  void whatIsInAnotherEncodingIsNoList(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(
            catchThrowableOfType(
                    DocumentUnavailableException.class,
                    () -> PodList.read(new ByteArrayInputStream(bytes)))
                .reason())
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aSourceThatBreaksIsNotTakenForAList() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream("{\"items\":[".getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("broken");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("broken");
              }
            });
    assertThatThrownBy(() -> PodList.read(broken)).hasMessage("broken");
  }

  @Test
  void boundsAreHeld() throws IOException {
    String pod = pod("s", "p", "driver", "Running", 1);
    assertThat(read(list(pod, pod, pod)).of("spark-1")).hasSize(3);
    assertThat(failure(list(pod, pod, pod, pod))).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure("{\"items\":" + "[".repeat(1000))).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure("{\"items\":[\"" + "x".repeat(100_000) + "\"]}"))
        .isEqualTo(Reason.TOO_LARGE);
    String many =
        pod.replace("{\"name\":\"spark-k", "{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c");
    assertThat(read(list(many)).of("spark-1").getFirst().containers()).hasSize(2);
  }

  /** Any piece of a list, with any byte changed, is read or refused. */
  @RepeatedTest(300)
  void damageIsReadOrRefused() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] json =
        list(pod("s", "p", "driver", "Running", 1), pod("s", "e", "executor", "Failed", 2))
            .getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(6); i >= 0; i--) {
      json[random.nextInt(json.length)] = (byte) random.nextInt(256);
    }
    try {
      PodList list = PodList.read(new ByteArrayInputStream(json), SMALL);
      assertThat(list.applicationIds()).as("seed %d", seed).hasSizeLessThan(3);
    } catch (DocumentUnavailableException e) {
      assertThat(e.reason()).as("seed %d", seed).isIn(Reason.MALFORMED, Reason.TOO_LARGE);
    }
  }

  @Test
  void theNewestDriverSpeaksForAnApplication() throws IOException {
    List<Pod> pods =
        read(list(
                pod("s", "second", "driver", "Running", 9),
                pod("s", "first", "driver", "Failed", 1)))
            .of("spark-1");

    assertThat(
            Applications.of("spark-1", Optional.empty(), pods, Instant.EPOCH).lastAttempt().state())
        .isEqualTo(RunState.RUNNING);
  }

  static String list(String... pods) {
    return "{\"kind\":\"PodList\",\"items\":[" + String.join(",", pods) + "]}";
  }

  static String pod(String namespace, String name, String role, String phase, int second) {
    return """
    {"metadata":{"name":"%s","namespace":"%s","uid":"u-%d","creationTimestamp":"2026-11-20T04:00:%02dZ",
     "labels":{"spark-app-selector":"spark-1","spark-role":"%s","spark-app-name":"app"}},
     "spec":{"nodeName":"node-1","containers":[{"name":"spark-kubernetes-%s"}]},
     "status":{"phase":"%s"}}\
    """
        .formatted(name, namespace, second, second, role, role, phase);
  }

  private static PodList read(String json) throws IOException {
    return PodList.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), SMALL);
  }

  private static Reason failure(String json) {
    return catchThrowableOfType(DocumentUnavailableException.class, () -> read(json)).reason();
  }
}
