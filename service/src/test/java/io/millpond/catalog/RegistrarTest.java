package io.millpond.catalog;

import static io.millpond.catalog.Ids.I1;
import static io.millpond.catalog.Ids.I2;
import static io.millpond.catalog.Ids.S1;
import static io.millpond.catalog.Ids.S2;
import static io.millpond.catalog.Ids.W1;
import static io.millpond.catalog.Ids.W2;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the administrator may register on top of what is configured and claimed. */
final class RegistrarTest {
  private static final UUID CLAIMED_W = new UUID(0x4000, 1);
  private static final UUID CLAIMED_I = new UUID(0x4000, 2);
  private static final Entries CONFIGURED =
      new Entries(
          List.of(Ids.workspace(W1)),
          List.of(Ids.item(W1, I1)),
          List.of(Ids.session(W1, I1, S1, "hadoop", "app-1")));

  private final FakeCluster cluster =
      new FakeCluster(
          "hadoop",
          FakeCluster.application("app-9", 1, CLAIMED_W, CLAIMED_I, Item.Type.NOTEBOOK, S2));
  private final InMemory store = new InMemory();
  private final StandingCatalog catalog = new StandingCatalog(CONFIGURED, store, List.of(cluster));
  private final Registrar registrar =
      new Registrar(CONFIGURED, catalog, store, Set.of("hadoop", "spark"));

  /** A store that forgets, and that another may be quicker to change. */
  private static final class InMemory implements RegistrationStore {
    private final Registered registered = new Registered();
    private Optional<Change> first = Optional.empty();

    @Override
    public synchronized Outcome change(Function<Registered, Decision> rule) {
      first.ifPresent(registered::apply);
      first = Optional.empty();
      Decision decision = rule.apply(registered);
      decision.change().ifPresent(registered::apply);
      return decision.outcome();
    }

    @Override
    public synchronized Entries entries() {
      return registered.entries();
    }
  }

  @Test
  void whatTheConfigurationSaysStays() throws IOException {
    assertThat(registrar.put(new Workspace(W1, "x"))).isEqualTo(Outcome.CONFIGURED);
    assertThat(registrar.put(Ids.item(W1, I1))).isEqualTo(Outcome.CONFIGURED);
    assertThat(registrar.put(W1, I1, S1, "hadoop", List.of())).isEqualTo(Outcome.CONFIGURED);
    assertThat(registrar.deleteWorkspace(W1)).isEqualTo(Outcome.CONFIGURED);
    assertThat(registrar.deleteItem(W1, I1)).isEqualTo(Outcome.CONFIGURED);
    assertThat(registrar.deleteSession(W1, I1, S1)).isEqualTo(Outcome.CONFIGURED);
  }

  @Test
  void whatTheConfigurationSaysMayBeAddedTo() throws IOException {
    assertThat(registrar.put(Ids.item(W1, I2))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(W1, I1, S2, "spark", List.of("a"))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.addApplications(W1, I1, S1, List.of("b", "app-1")))
        .isEqualTo(Outcome.CREATED);
    Session session = registrar.session(W1, I1, S1).orElseThrow().value();
    assertThat(session.applicationIds()).containsExactly("app-1", "b");
    assertThat(registrar.deleteSession(W1, I1, S1)).isEqualTo(Outcome.DELETED);
    assertThat(registrar.session(W1, I1, S1).orElseThrow().value().applicationIds())
        .containsExactly("app-1");
  }

  @Test
  void createReplaceDelete() throws IOException {
    assertThat(registrar.put(new Workspace(W2, "a"))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(new Workspace(W2, "b"))).isEqualTo(Outcome.REPLACED);
    assertThat(registrar.put(Ids.item(W2, I2))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(W2, I2, S2, "spark", List.of("a"))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(W2, I2, S2, "hadoop", List.of("b"))).isEqualTo(Outcome.REPLACED);
    assertThat(registrar.workspace(W2).orElseThrow())
        .isEqualTo(new Held<>(new Workspace(W2, "b"), Origin.REGISTERED));
    assertThat(catalog.sessions(W2).getFirst().applicationIds()).containsExactly("b");
    assertThat(registrar.deleteWorkspace(W2)).isEqualTo(Outcome.DELETED);
    assertThat(registrar.deleteWorkspace(W2)).isEqualTo(Outcome.NOT_FOUND);
    assertThat(registrar.put(new Workspace(W2, "c"))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.items(W2)).isEqualTo(Optional.of(List.of()));
    assertThat(registrar.deleteItem(W2, I2)).isEqualTo(Outcome.NOT_FOUND);
    assertThat(registrar.deleteSession(W2, I2, S2)).isEqualTo(Outcome.NOT_FOUND);
  }

  @Test
  void everyLinkHasToBeThere() throws IOException {
    assertThat(registrar.put(Ids.item(W2, I2))).isEqualTo(Outcome.NO_PARENT);
    assertThat(registrar.put(W1, I2, S2, "spark", List.of())).isEqualTo(Outcome.NO_PARENT);
    assertThat(registrar.put(W1, I1, S2, "mesos", List.of())).isEqualTo(Outcome.NO_CLUSTER);
    assertThat(registrar.addApplications(W1, I1, S2, List.of("a"))).isEqualTo(Outcome.NOT_FOUND);
    assertThat(registrar.items(W2)).isEmpty();
    assertThat(registrar.sessions(W1, I2)).isEmpty();
  }

  @Test
  void anItemIsInOneWorkspace() throws IOException {
    assertThat(registrar.put(new Workspace(W2, "a"))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(Ids.item(W2, I1))).isEqualTo(Outcome.ELSEWHERE);
    assertThat(registrar.put(Ids.item(W2, I2))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(Ids.item(W1, I2))).isEqualTo(Outcome.ELSEWHERE);
  }

  @Test
  void whatIsOnlyClaimedIsNoGroundToBuildOn() throws IOException {
    UUID item = UUID.randomUUID();
    assertThat(registrar.put(Ids.item(CLAIMED_W, item))).isEqualTo(Outcome.PARENT_ONLY_CLAIMED);
    assertThat(registrar.addApplications(CLAIMED_W, CLAIMED_I, S2, List.of("b")))
        .isEqualTo(Outcome.PARENT_ONLY_CLAIMED);
    assertThat(registrar.deleteWorkspace(CLAIMED_W)).isEqualTo(Outcome.ONLY_CLAIMED);
    assertThat(registrar.put(new Workspace(CLAIMED_W, "Ours now"))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(Ids.item(CLAIMED_W, item))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.workspace(CLAIMED_W).orElseThrow().origin()).isEqualTo(Origin.REGISTERED);
    assertThat(registrar.put(Ids.item(CLAIMED_W, CLAIMED_I))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.addApplications(CLAIMED_W, CLAIMED_I, S2, List.of("b")))
        .isEqualTo(Outcome.CREATED);
    assertThat(registrar.session(CLAIMED_W, CLAIMED_I, S2).orElseThrow().value().applicationIds())
        .containsExactly("b", "app-9");
  }

  @Test
  void aSessionHasAsManyApplicationsAsThereMayBe() throws IOException {
    List<String> many =
        IntStream.range(0, Limits.MAX_REGISTERED_APPLICATIONS).mapToObj(i -> "app-" + i).toList();
    assertThat(registrar.put(W1, I1, S2, "spark", many)).isEqualTo(Outcome.CREATED);
    assertThat(registrar.addApplications(W1, I1, S2, List.of("one more"))).isEqualTo(Outcome.FULL);
    assertThat(registrar.addApplications(W1, I1, S2, many)).isEqualTo(Outcome.REPLACED);
  }

  private UUID sessionOfOurs() throws IOException {
    assertThat(registrar.put(W1, I1, S2, "spark", List.of("a"))).isEqualTo(Outcome.CREATED);
    return S2;
  }

  @Test
  void aSessionThatIsDeletedMeanwhileDoesNotComeBackWithItsNextApplication() throws IOException {
    UUID ours = sessionOfOurs();
    store.first = Optional.of(new Change.DeleteSession(W1, I1, ours));
    assertThat(registrar.addApplications(W1, I1, ours, List.of("b"))).isEqualTo(Outcome.NOT_FOUND);
    assertThat(store.entries()).isEqualTo(Entries.NONE);
  }

  @Test
  void aSessionThatApplicationsClaimIsThereWhenItsRegistrationIsDeletedMeanwhile()
      throws IOException {
    assertThat(registrar.put(new Workspace(CLAIMED_W, "w"))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(Ids.item(CLAIMED_W, CLAIMED_I))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(CLAIMED_W, CLAIMED_I, S2, "hadoop", List.of()))
        .isEqualTo(Outcome.CREATED);
    store.first = Optional.of(new Change.DeleteSession(CLAIMED_W, CLAIMED_I, S2));
    assertThat(registrar.addApplications(CLAIMED_W, CLAIMED_I, S2, List.of("b")))
        .isEqualTo(Outcome.CREATED);
    assertThat(registrar.session(CLAIMED_W, CLAIMED_I, S2).orElseThrow().value().applicationIds())
        .containsExactly("b", "app-9");
  }

  @Test
  void aSessionThatIsPutAnewMeanwhileKeepsItsNewClusterAndApplications() throws IOException {
    UUID ours = sessionOfOurs();
    store.first = Optional.of(new Change.PutSession(Ids.session(W1, I1, ours, "hadoop", "c")));
    assertThat(registrar.addApplications(W1, I1, ours, List.of("b"))).isEqualTo(Outcome.REPLACED);
    Session now = registrar.session(W1, I1, ours).orElseThrow().value();
    assertThat(now.cluster()).isEqualTo("hadoop");
    assertThat(now.applicationIds()).containsExactly("c", "b");
  }

  @Test
  void whatIsDeletedTwiceAtTheSameTimeIsNotFoundTheSecondTime() throws IOException {
    UUID ours = sessionOfOurs();
    store.first = Optional.of(new Change.DeleteSession(W1, I1, ours));
    assertThat(registrar.deleteSession(W1, I1, ours)).isEqualTo(Outcome.NOT_FOUND);
  }

  @Test
  void whatAddsNothingIsDoneHoweverFullItIs() throws IOException {
    assertThat(registrar.put(new Workspace(W2, "w"))).isEqualTo(Outcome.CREATED);
    assertThat(registrar.put(Ids.item(W2, I2))).isEqualTo(Outcome.CREATED);
    List<String> many =
        IntStream.range(0, Limits.MAX_REGISTERED_APPLICATIONS).mapToObj(i -> "app-" + i).toList();
    int each = 1 + many.size();
    int left = Limits.MAX_REGISTERED - 2;
    for (int i = 0; left > 0; i++, left -= each) {
      List<String> ids = many.subList(0, Math.min(left, each) - 1);
      assertThat(registrar.put(W2, I2, new UUID(7, i), "spark", ids)).isEqualTo(Outcome.CREATED);
    }
    UUID first = new UUID(7, 0);
    List<String> fewer = many.subList(1, many.size());
    assertThat(registrar.put(new Workspace(new UUID(8, 8), "w"))).isEqualTo(Outcome.FULL);
    assertThat(registrar.put(W2, I2, new UUID(8, 8), "spark", List.of())).isEqualTo(Outcome.FULL);
    assertThat(registrar.put(new Workspace(W2, "other"))).isEqualTo(Outcome.REPLACED);
    assertThat(registrar.put(Ids.item(W2, I2))).isEqualTo(Outcome.REPLACED);
    assertThat(registrar.put(W2, I2, first, "hadoop", many)).isEqualTo(Outcome.REPLACED);
    assertThat(registrar.addApplications(W2, I2, first, many)).isEqualTo(Outcome.REPLACED);
    assertThat(registrar.put(W2, I2, first, "spark", fewer)).isEqualTo(Outcome.REPLACED);
    assertThat(registrar.put(W2, I2, first, "spark", many)).isEqualTo(Outcome.REPLACED);
    assertThat(registrar.put(new Workspace(new UUID(8, 8), "w"))).isEqualTo(Outcome.FULL);
  }

  @Test
  void noMoreCanBeRegisteredThanThereIsRoomFor() {
    Registered registered = new Registered();
    Session session = Ids.session(W1, I1, S1, "spark", "a", "b", "c");
    registered.apply(new Change.PutSession(session));
    assertThat(registered.size()).isEqualTo(4);
    registered.apply(new Change.PutSession(Ids.session(W1, I1, S1, "spark", "a")));
    registered.apply(new Change.PutSession(Ids.session(W1, I1, S2, "spark", "a")));
    assertThat(registered.size()).isEqualTo(4);
    registered.apply(new Change.DeleteSession(W1, I1, S2));
    assertThat(registered.size()).isEqualTo(2);
    registered.apply(new Change.DeleteItem(W1, I1));
    assertThat(registered.size()).isZero();
  }
}
