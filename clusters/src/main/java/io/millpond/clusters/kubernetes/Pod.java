package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Container;
import io.millpond.clusters.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A pod of a Spark application.
 *
 * @param namespace its name is unique in
 * @param name such as {@code labpi-e3a46834a16dd8ce-exec-1}
 * @param uid unique among all pods there ever were
 * @param node where it was placed; empty where it was not (yet)
 * @param role label {@code spark-role}
 * @param applicationId label {@code spark-app-selector}
 * @param applicationName label {@code spark-app-name}; empty where missing
 * @param created when it was asked for
 * @param started when the kubelet took it on
 * @param phase what is known of its end
 * @param containers those that Spark and others have put into it, then the initial ones; not empty
 */
record Pod(
    String namespace,
    String name,
    String uid,
    String node,
    Container.Role role,
    String applicationId,
    String applicationName,
    Optional<Instant> created,
    Optional<Instant> started,
    RunState phase,
    List<PodContainer> containers) {

  /**
   * A container of a pod.
   *
   * @param name unique in its pod
   * @param exitCode where it has ended
   * @param finished when it ended
   */
  record PodContainer(String name, OptionalInt exitCode, Optional<Instant> finished) {}

  Pod {
    containers = List.copyOf(containers);
  }

  /** The container that runs Spark: that of Spark's own name for it, else the first one. */
  PodContainer main() {
    String wanted =
        role == Container.Role.DRIVER ? "spark-kubernetes-driver" : "spark-kubernetes-executor";
    return containers.stream()
        .filter(container -> container.name().equals(wanted))
        .findFirst()
        .orElse(containers.getFirst());
  }

  /** How Spark ended in it: the pod itself runs on as long as any of its other containers. */
  RunState state() {
    OptionalInt exitCode = main().exitCode();
    if (exitCode.isEmpty()) {
      return phase;
    }
    return exitCode.getAsInt() == 0 ? RunState.SUCCEEDED : RunState.FAILED;
  }

  /**
   * What a container is called among those of its application: by its pod, and others than the main
   * one {@code <pod>_<container>}. Neither of the two can have an underscore in it.
   */
  String containerId(PodContainer container) {
    return container.equals(main()) ? name : name + "_" + container.name();
  }

  /** Where the kubelet puts its logs, below its directory of pod logs. */
  String directory() {
    return namespace + "_" + name + "_" + uid;
  }

  /** Where the kubelet puts a container's logs, below its directory of pod logs. */
  String directory(PodContainer container) {
    return directory() + "/" + container.name();
  }

  /** The same when it is in no list any more: how it ended is known only if it had by then. */
  Pod gone() {
    boolean ended = phase == RunState.SUCCEEDED || phase == RunState.FAILED;
    return new Pod(
        namespace,
        name,
        uid,
        node,
        role,
        applicationId,
        applicationName,
        created,
        started,
        ended ? phase : RunState.UNKNOWN,
        containers);
  }

  /** When it began, as far as is known. */
  Instant since() {
    return created.or(() -> started).orElse(Instant.MAX);
  }
}
