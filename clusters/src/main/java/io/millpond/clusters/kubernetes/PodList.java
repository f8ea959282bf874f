package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Container;
import io.millpond.clusters.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pods of Spark applications that a cluster told of at one moment.
 *
 * <p>Whoever may create pods may label them as they like. An application's pods are therefore only
 * those in the namespace of its oldest driver, or of its oldest pod where no driver is left: a
 * later one of another namespace cannot slip in among them.
 */
public final class PodList {
  /** What the document is called in messages. */
  static final String DOCUMENT = "list of pods";

  /** No pods at all. */
  static final PodList NONE = new PodList(List.of());

  /**
   * Bounds of a list.
   *
   * @param bytes its length, to within a read buffer
   * @param pods of Spark applications in it
   * @param containers of one pod that are kept, and as many initial ones
   */
  record Bounds(long bytes, int pods, int containers) {
    /** Those of {@link Limits}. */
    static final Bounds DEFAULT =
        new Bounds(Limits.MAX_STATE_BYTES, Limits.MAX_PODS, Limits.MAX_POD_CONTAINERS);
  }

  private static final Comparator<Pod> OLDEST_DRIVER_FIRST =
      Comparator.<Pod, Boolean>comparing(pod -> pod.role() != Container.Role.DRIVER)
          .thenComparing(Pod::since)
          .thenComparing(Pod::namespace)
          .thenComparing(Pod::uid);

  private final Map<String, List<Pod>> byApplication = new LinkedHashMap<>();

  PodList(List<Pod> pods) {
    for (Pod pod : pods) {
      byApplication.computeIfAbsent(pod.applicationId(), _ -> new ArrayList<>()).add(pod);
    }
    byApplication.replaceAll((_, all) -> ofOneNamespace(all));
  }

  private static List<Pod> ofOneNamespace(List<Pod> pods) {
    pods.sort(OLDEST_DRIVER_FIRST);
    String namespace = pods.getFirst().namespace();
    return pods.stream().filter(pod -> pod.namespace().equals(namespace)).toList();
  }

  /**
   * Reads a list of pods as the API server and {@code kubectl get pods -o json} write it. Members
   * that are missing, unknown or of another type than expected are passed over; a pod that is no
   * Spark application's, or has a name that no pod can have, is left out.
   *
   * @param json is read to the end of the document and left open
   * @throws io.millpond.clusters.documents.DocumentUnavailableException where it is no list of
   *     pods, is only a part of one, or exceeds a bound
   */
  public static PodList read(InputStream json) throws IOException {
    return read(json, Bounds.DEFAULT);
  }

  static PodList read(InputStream json, Bounds bounds) throws IOException {
    return new PodListReader(bounds).read(json);
  }

  /** The pods of an application, its drivers first. */
  List<Pod> of(String applicationId) {
    return byApplication.getOrDefault(applicationId, List.of());
  }

  /** Every pod, those of one application together. */
  List<Pod> all() {
    return byApplication.values().stream().flatMap(List::stream).toList();
  }

  /** The ids of all applications. */
  Set<String> applicationIds() {
    return byApplication.keySet();
  }
}
