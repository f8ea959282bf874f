package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.DocumentSource;
import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pods there are, and those that were, as long as their logs lie on this node.
 *
 * <p>Spark deletes an executor's pod as soon as it has ended, and the list of pods forgets it at
 * once; the kubelet clears its logs away a while later, which may be those that are looked for. A
 * pod that was in a list is remembered by its uid, which is in the name of its directory, so that
 * no other's logs can be taken for its own. Names alone would not do: whoever runs an application
 * chooses the names of its pods, and says in its event log what they like. Safe for use by many
 * threads.
 */
final class PodMemory {
  private final DocumentSource<PodList> source;
  private final LogRoot root;
  private final int mostGone;

  /** By their uids, those that went first coming first. */
  private final Map<String, Pod> gone = new LinkedHashMap<>();

  private PodList last = PodList.NONE;
  private PodList known = PodList.NONE;

  /**
   * @param source of the list of pods
   * @param root the kubelet's directory of pod logs
   */
  PodMemory(DocumentSource<PodList> source, LogRoot root) {
    this(source, root, Limits.MAX_GONE_PODS);
  }

  PodMemory(DocumentSource<PodList> source, LogRoot root, int mostGone) {
    this.source = source;
    this.root = root;
    this.mostGone = mostGone;
  }

  /** All of them. Throws as the source does. */
  PodList known() throws IOException {
    PodList now = source.current();
    synchronized (this) {
      if (now != last) {
        remember(now);
      }
      return known;
    }
  }

  private void remember(PodList now) {
    Set<String> there = now.all().stream().map(Pod::uid).collect(Collectors.toSet());
    for (Pod pod : last.all()) {
      if (!there.contains(pod.uid())) {
        gone.put(pod.uid(), pod.gone());
      }
    }
    gone.values().removeIf(pod -> there.contains(pod.uid()) || !hasLogs(pod));
    while (gone.size() > mostGone) {
      gone.remove(gone.keySet().iterator().next());
    }
    List<Pod> all = new ArrayList<>(now.all());
    all.addAll(gone.values());
    known = gone.isEmpty() ? now : new PodList(all);
    last = now;
  }

  private boolean hasLogs(Pod pod) {
    try {
      return root.status(pod.directory()).isDirectory();
    } catch (IOException notThere) {
      return false;
    }
  }
}
