package io.millpond.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.ApplicationCluster;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ApplicationClustersTest {
  private final List<String> closed = new ArrayList<>();

  /** A cluster that can only be closed. */
  private ApplicationCluster cluster(String name, Exception failure) {
    return (ApplicationCluster)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ApplicationCluster.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("close");
              closed.add(name);
              throw failure;
            });
  }

  @Test
  void aClusterThatCannotBeClosedKeepsNoOtherOpen() {
    IOException first = new IOException("the first");
    RuntimeException second = new IllegalStateException("the second");
    IOException third = new IOException("the third");
    try (SharedFiles files = SharedFiles.start()) {
      ApplicationClusters clusters =
          new ApplicationClusters(
              files, List.of(cluster("a", first), cluster("b", second), cluster("c", third)));
      assertThatThrownBy(clusters::close).isSameAs(first).hasSuppressedException(second);
    }
    assertThat(first).hasSuppressedException(third);
    assertThat(closed).containsExactly("a", "b", "c");
  }
}
