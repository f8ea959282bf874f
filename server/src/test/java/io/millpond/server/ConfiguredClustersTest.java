package io.millpond.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.PlatformCluster;
import io.millpond.exports.Platforms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfiguredClustersTest {
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

  private final ConfiguredClusters clusters =
      new ConfiguredClusters(
          new Platforms(
              List.of(
                  new Platforms.Platform(
                      "p1",
                      List.of(
                          new Platforms.Workspace("w2", List.of(cluster("b"), cluster("a"))),
                          new Platforms.Workspace("w1", List.of(cluster("a"))),
                          new Platforms.Workspace("empty", List.of()))),
                  new Platforms.Platform("bare", List.of()))),
          SINCE);

  private static Platforms.Cluster cluster(String key) {
    return new Platforms.Cluster(key, "Cluster " + key, "STOPPED", List.of(), Optional.empty());
  }

  private static PlatformCluster expected(String workspace, String key) {
    return new PlatformCluster(
        new ClusterRef("p1", workspace, key), "Cluster " + key, "STOPPED", SINCE);
  }

  @Test
  void clustersAreFoundWhereTheyBelong() {
    assertThat(clusters.find(new ClusterRef("p1", "w1", "a"))).contains(expected("w1", "a"));
    assertThat(clusters.find(new ClusterRef("p1", "w1", "b"))).isEmpty();
    assertThat(clusters.find(new ClusterRef("bare", "w1", "a"))).isEmpty();
    assertThat(clusters.find(new ClusterRef("other", "w1", "a"))).isEmpty();
  }

  @Test
  void listsKeepTheOrderOfTheConfiguration() {
    assertThat(clusters.clusters("p1"))
        .containsExactly(expected("w2", "b"), expected("w2", "a"), expected("w1", "a"));
    assertThat(clusters.clusters("p1", "w2"))
        .contains(List.of(expected("w2", "b"), expected("w2", "a")));
    assertThat(clusters.clusters("p1", "empty")).contains(List.of());
  }

  @Test
  void whatIsNotThereIsToldFromWhatIsEmpty() {
    assertThat(clusters.exists("p1")).isTrue();
    assertThat(clusters.exists("bare")).isTrue();
    assertThat(clusters.exists("other")).isFalse();
    assertThat(clusters.clusters("bare")).isEmpty();
    assertThat(clusters.clusters("other")).isEmpty();
    assertThat(clusters.clusters("bare", "w1")).isEmpty();
    assertThat(clusters.clusters("other", "w1")).isEmpty();
  }
}
