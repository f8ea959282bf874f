package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Container;
import io.millpond.clusters.Limits;
import io.millpond.clusters.RunState;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import io.millpond.clusters.documents.JsonDocument;
import io.millpond.clusters.documents.JsonMembers;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads a list of pods in one pass, keeping those of Spark applications and of them what is needed:
 *
 * <pre>
 * {"metadata":{"continue":…}, "items":[
 *   {"metadata":{"name":…,"namespace":…,"uid":…,"creationTimestamp":…,"labels":{…}},
 *    "spec":{"nodeName":…,"containers|initContainers":[{"name":…}]},
 *    "status":{"phase":…,"startTime":…,"containerStatuses|initContainerStatuses":[
 *      {"name":…,"state":{"terminated":{"exitCode":…,"finishedAt":…}}}]}}]}
 * </pre>
 *
 * Members come in any order. For one document and one thread.
 */
final class PodListReader {
  /** Namespaces and pods are named as hosts are. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");

  private static final Pattern CONTAINER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9-]{1,128}");

  private final PodList.Bounds bounds;
  private final List<Pod> pods = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private boolean sawItems;
  private boolean isPart;

  PodListReader(PodList.Bounds bounds) {
    this.bounds = bounds;
  }

  PodList read(InputStream json) throws IOException {
    new JsonDocument(PodList.DOCUMENT, bounds.bytes(), Limits.MAX_STATE_DEPTH)
        .read(json, this::readList);
    if (!sawItems) {
      throw new DocumentUnavailableException(PodList.DOCUMENT, Reason.MALFORMED);
    }
    if (isPart) {
      // The pods that are missing would be taken for gone.
      throw new DocumentUnavailableException(
          PodList.DOCUMENT, Reason.MALFORMED, "it is only a part of a list", null);
    }
    return new PodList(pods);
  }

  private void readList(JsonMembers json) throws DocumentUnavailableException {
    json.object(member -> {
      switch (member) {
        case "metadata" ->
            json.object(inner -> {
              if (inner.equals("continue")) {
                isPart = !json.text(Limits.MAX_STATE_STRING_BYTES).isEmpty();
              } else {
                json.skip();
              }
            });
        case "items" -> {
          sawItems |= json.isArray();
          json.array(() -> readPod(json));
        }
        default -> json.skip();
      }
    });
  }

  private void readPod(JsonMembers json) throws DocumentUnavailableException {
    Draft pod = new Draft();
    json.object(member -> {
      switch (member) {
        case "metadata" -> readMetadata(json, pod);
        case "spec" -> readSpec(json, pod);
        case "status" -> readStatus(json, pod);
        default -> json.skip();
      }
    });
    if (pod.isUsable()) {
      if (pods.size() == bounds.pods()) {
        throw new DocumentUnavailableException(PodList.DOCUMENT, Reason.TOO_LARGE);
      }
      pods.add(pod.finish());
    }
  }

  private void readMetadata(JsonMembers json, Draft pod) throws DocumentUnavailableException {
    json.object(member -> {
      switch (member) {
        case "name" -> pod.name = json.text();
        case "namespace" -> pod.namespace = shared(json.text());
        case "uid" -> pod.uid = json.text();
        case "creationTimestamp" -> pod.created = time(json.text());
        case "labels" -> readLabels(json, pod);
        default -> json.skip();
      }
    });
  }

  private void readLabels(JsonMembers json, Draft pod) throws DocumentUnavailableException {
    json.object(label -> {
      switch (label) {
        case "spark-role" -> pod.role = role(json.text());
        case "spark-app-selector" -> pod.applicationId = shared(json.text());
        case "spark-app-name" -> pod.applicationName = shared(json.text());
        default -> json.skip();
      }
    });
  }

  private void readSpec(JsonMembers json, Draft pod) throws DocumentUnavailableException {
    json.object(member -> {
      switch (member) {
        case "nodeName" -> pod.node = shared(json.text());
        case "containers" -> json.array(() -> readName(json, pod.containers));
        case "initContainers" -> json.array(() -> readName(json, pod.initial));
        default -> json.skip();
      }
    });
  }

  private void readName(JsonMembers json, List<String> names) throws DocumentUnavailableException {
    json.object(member -> {
      String name = member.equals("name") ? json.text() : "";
      if (!member.equals("name")) {
        json.skip();
      } else if (CONTAINER.matcher(name).matches() && names.size() < bounds.containers()) {
        names.add(shared(name));
      }
    });
  }

  private void readStatus(JsonMembers json, Draft pod) throws DocumentUnavailableException {
    json.object(member -> {
      switch (member) {
        case "phase" -> pod.phase = phase(json.text());
        case "startTime" -> pod.started = time(json.text());
        case "containerStatuses", "initContainerStatuses" ->
            json.array(() -> readContainerStatus(json, pod));
        default -> json.skip();
      }
    });
  }

  private static void readContainerStatus(JsonMembers json, Draft pod)
      throws DocumentUnavailableException {
    String[] name = {""};
    OptionalInt[] exitCode = {OptionalInt.empty()};
    List<Instant> finished = new ArrayList<>();
    json.object(member -> {
      switch (member) {
        case "name" -> name[0] = json.text();
        case "state" ->
            json.object(state -> {
              if (state.equals("terminated")) {
                json.object(inner -> {
                  switch (inner) {
                    case "exitCode" -> exitCode[0] = integer(json.number());
                    case "finishedAt" -> time(json.text()).ifPresent(finished::add);
                    default -> json.skip();
                  }
                });
              } else {
                json.skip();
              }
            });
        default -> json.skip();
      }
    });
    pod.ended(name[0], exitCode[0], finished.stream().findFirst());
  }

  private static OptionalInt integer(double number) {
    return Double.isNaN(number) ? OptionalInt.empty() : OptionalInt.of((int) number);
  }

  private static Container.Role role(String label) {
    return switch (label) {
      case "driver" -> Container.Role.DRIVER;
      case "executor" -> Container.Role.EXECUTOR;
      default -> Container.Role.OTHER;
    };
  }

  private static RunState phase(String text) {
    return switch (text) {
      case "Pending" -> RunState.WAITING;
      case "Running" -> RunState.RUNNING;
      case "Succeeded" -> RunState.SUCCEEDED;
      case "Failed" -> RunState.FAILED;
      default -> RunState.UNKNOWN;
    };
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** One copy of what thousands of pods have in common. */
  private String shared(String text) {
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  /** A pod of which not all has been read. */
  private static final class Draft {
    private final List<String> containers = new ArrayList<>();
    private final List<String> initial = new ArrayList<>();
    private final Map<String, Pod.PodContainer> ended = new HashMap<>();
    private String namespace = "";
    private String name = "";
    private String uid = "";
    private String node = "";
    private Container.Role role = Container.Role.OTHER;
    private String applicationId = "";
    private String applicationName = "";
    private Optional<Instant> created = Optional.empty();
    private Optional<Instant> started = Optional.empty();
    private RunState phase = RunState.UNKNOWN;

    void ended(String container, OptionalInt exitCode, Optional<Instant> finished) {
      if (exitCode.isPresent() && ended.size() < 2 * Limits.MAX_POD_CONTAINERS) {
        ended.put(container, new Pod.PodContainer(container, exitCode, finished));
      }
    }

    /** Whether it is Spark's, and its logs can have a directory. */
    boolean isUsable() {
      return !applicationId.isEmpty()
          && NAME.matcher(namespace).matches()
          && NAME.matcher(name).matches()
          && UID.matcher(uid).matches()
          && !containers.isEmpty();
    }

    Pod finish() {
      List<Pod.PodContainer> all = new ArrayList<>();
      containers.forEach(container -> all.add(container(container)));
      initial.forEach(container -> all.add(container(container)));
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
          phase,
          all.stream().distinct().toList());
    }

    private Pod.PodContainer container(String container) {
      Pod.PodContainer over = ended.get(container);
      return over != null
          ? new Pod.PodContainer(container, over.exitCode(), over.finished())
          : new Pod.PodContainer(container, OptionalInt.empty(), Optional.empty());
    }
  }
}
