package io.millpond.catalog;

import static io.millpond.catalog.Ids.I1;
import static io.millpond.catalog.Ids.I2;
import static io.millpond.catalog.Ids.S1;
import static io.millpond.catalog.Ids.S2;
import static io.millpond.catalog.Ids.W1;
import static io.millpond.catalog.Ids.W2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millpond.clusters.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One catalog of three sources, each of which may change or fail. */
final class StandingCatalogTest {
  /** For what other threads do: the machine may be busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Entries CONFIGURED =
      new Entries(
          List.of(Ids.workspace(W1), Ids.workspace(W2)),
          List.of(Ids.item(W1, I1), Ids.item(W2, I2)),
          List.of(Ids.session(W1, I1, S1, "hadoop", "app-1"), Ids.session(W2, I2, S2, "gone")));

  private final FakeCluster cluster = new FakeCluster("hadoop");
  private final StandingCatalog catalog = catalog(Registrations.NONE);

  private StandingCatalog catalog(Registrations registrations) {
    return new StandingCatalog(CONFIGURED, registrations, List.of(cluster));
  }

  @Test
  void ownershipIsLinkByLink() throws IOException {
    Item one = catalog.item(W1, I1).orElseThrow();
    Item two = catalog.item(W2, I2).orElseThrow();
    assertThat(catalog.item(W1, I2)).isEmpty();
    assertThat(catalog.item(W2, I1)).isEmpty();
    assertThat(catalog.session(one, S1)).isPresent();
    assertThat(catalog.session(one, S2)).isEmpty();
    assertThat(catalog.session(two, S1)).isEmpty();
    assertThat(catalog.session(new Item(I1, W2, one.type(), one.name()), S1)).isEmpty();
    assertThat(catalog.sessions(W1)).extracting(Session::id).containsExactly(S1);
    assertThat(catalog.sessions(two)).extracting(Session::id).containsExactly(S2);
    assertThat(catalog.sessions(UUID.randomUUID())).isEmpty();
  }

  @Test
  void aSessionsClusterIsFoundWhereItIsStillConfigured() throws IOException {
    Session here = catalog.sessions(W1).getFirst();
    Session elsewhere = catalog.sessions(W2).getFirst();
    assertThat(catalog.cluster(here)).contains(cluster);
    assertThat(catalog.cluster(elsewhere)).isEmpty();
  }

  @Test
  void anApplicationThatAppearsIsKnownSoonAfter() {
    assertThat(catalog.workspace(UUID.randomUUID())).isEmpty();
    UUID workspace = UUID.randomUUID();
    UUID item = UUID.randomUUID();
    Application application =
        FakeCluster.application("app-9", 1, workspace, item, Item.Type.NOTEBOOK, S1);
    cluster.answers(() -> List.of(application));
    await().atMost(PATIENCE).until(() -> catalog.item(workspace, item).isPresent());
  }

  @Test
  void theClusterIsAskedOnceInAWhileHoweverManyAsk() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        clients.execute(() -> catalog.item(W1, I1));
      }
    }
    assertThat(cluster.asked).hasValueLessThan(10);
  }

  @Test
  void howeverManyWaitForTheSameItIsMergedOnce() throws Exception {
    List<Application> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      UUID item = new UUID(2, i);
      many.add(FakeCluster.application("a" + i, i, W1, item, Item.Type.NOTEBOOK, new UUID(3, i)));
    }
    CountDownLatch all = new CountDownLatch(50);
    cluster.answers(() -> {
      try {
        all.await();
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
      return List.copyOf(many);
    });
    List<Future<Contents>> told = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(50)) {
      for (int i = 0; i < 50; i++) {
        told.add(
            clients.submit(() -> {
              all.countDown();
              return catalog.whole();
            }));
      }
    }
    Contents one = told.getFirst().get();
    assertThat(one.sessions(W1)).hasSizeGreaterThan(20_000);
    for (Future<Contents> other : told) {
      assertThat(other.get()).isSameAs(one);
    }
  }

  @Test
  void whatAClusterToldLastCountsOnWhileItFails() {
    Application application = FakeCluster.application("a", 1, W1, I2, Item.Type.LAKEHOUSE, S2);
    UUID item = UUID.randomUUID();
    Application other = FakeCluster.application("b", 1, W1, item, Item.Type.NOTEBOOK, S2);
    cluster.answers(() -> List.of(application, other));
    assertThat(catalog.item(W1, item)).isPresent();
    cluster.answers(() -> {
      throw new IOException("no such directory");
    });
    int before = cluster.asked.get();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          assertThat(catalog.item(W1, item)).isPresent();
          return cluster.asked.get() > before;
        });
    assertThat(catalog.item(W1, item)).isPresent();
    assertThat(catalog.ignoredClaims()).isEqualTo(1);
  }

  @Test
  void aClusterThatHangsHoldsUpOneQuestionForABoundedTime() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    cluster.answers(() -> {
      try {
        never.await();
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
      return List.of();
    });
    StandingCatalog hurried =
        new StandingCatalog(
            CONFIGURED,
            Registrations.NONE,
            List.of(cluster),
            Duration.ofMillis(50),
            Duration.ofMillis(50));
    try {
      for (int i = 0; i < 1000; i++) {
        assertThat(hurried.item(W1, I1)).isPresent();
      }
      assertThat(cluster.asked).hasValue(1);
    } finally {
      never.countDown();
    }
  }

  @Test
  void whatIsRegisteredIsKnownAtOnce() throws IOException {
    Entries[] registered = {Entries.NONE};
    StandingCatalog changing = catalog(() -> registered[0]);
    UUID item = UUID.randomUUID();
    assertThat(changing.item(W1, item)).isEmpty();
    registered[0] = new Entries(List.of(), List.of(Ids.item(W1, item)), List.of());
    assertThat(changing.item(W1, item)).isPresent();
    registered[0] = Entries.NONE;
    assertThat(changing.item(W1, item)).isEmpty();
  }

  @Test
  void whereRegistrationsCannotBeReadWhatIsFoundIsFoundAndNothingIsDenied() throws IOException {
    StandingCatalog broken =
        catalog(() -> {
          throw new IOException("damaged");
        });
    Item item = broken.item(W1, I1).orElseThrow();
    assertThat(broken.session(item, S1)).isPresent();
    assertThatThrownBy(() -> broken.workspace(UUID.randomUUID()))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> broken.session(item, S2)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> broken.sessions(W1)).isInstanceOf(IOException.class);
  }

  /** The word of an application is no reason to take a workspace for nobody's. */
  @Test
  void whoseAWorkspaceIsIsToldByRegistrations() {
    UUID claimed = UUID.randomUUID();
    cluster.answers(() ->
        List.of(
            FakeCluster.application(
                "app-9", 1, claimed, UUID.randomUUID(), Item.Type.NOTEBOOK, S1)));
    boolean[] isBroken = {true};
    Entries registered =
        new Entries(List.of(new Workspace(claimed, "w", Optional.of("t1"))), List.of(), List.of());
    StandingCatalog some =
        catalog(() -> {
          if (isBroken[0]) {
            throw new IOException("damaged");
          }
          return registered;
        });
    assertThat(some.tenant(W1)).isEmpty();
    await().untilAsserted(() -> assertThat(some.workspace(claimed)).isPresent());
    assertThatThrownBy(() -> some.tenant(claimed)).isInstanceOf(UncheckedIOException.class);
    isBroken[0] = false;
    assertThat(some.tenant(claimed)).contains("t1");
    assertThat(some.tenant(UUID.randomUUID())).isEmpty();
    isBroken[0] = true;
    assertThat(some.tenant(claimed)).as("as it was known last").contains("t1");
  }

  @Test
  void idsOfLivyAreStableAndDifferent() {
    UUID batch = Uuids.ofLivy("hadoop", Uuids.LivyKind.BATCH, 7);
    assertThat(batch).isEqualTo(Uuids.ofLivy("hadoop", Uuids.LivyKind.BATCH, 7));
    assertThat(batch.version()).isEqualTo(5);
    assertThat(batch.variant()).isEqualTo(2);
    assertThat(
            List.of(
                batch,
                Uuids.ofLivy("hadoop", Uuids.LivyKind.SESSION, 7),
                Uuids.ofLivy("hadoop", Uuids.LivyKind.BATCH, 8),
                Uuids.ofLivy("other", Uuids.LivyKind.BATCH, 7)))
        .doesNotHaveDuplicates();
    assertThat(Uuids.parse("1-1-1-1-1")).isEqualTo(Optional.empty());
  }
}
