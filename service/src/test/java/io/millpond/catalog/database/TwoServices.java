package io.millpond.catalog.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.catalog.Entries;
import io.millpond.catalog.Item;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.Registrar;
import io.millpond.catalog.Session;
import io.millpond.catalog.StandingCatalog;
import io.millpond.catalog.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Two services that share a database, and what has to hold of it whoever of them is quicker. */
final class TwoServices implements AutoCloseable {
  private static final int ROUNDS = 20;
  private static final int CLIENTS = 4;
  private static final int APPLICATIONS = 10;

  private final UUID workspace = UUID.randomUUID();
  private final Item item = new Item(UUID.randomUUID(), workspace, Item.Type.NOTEBOOK, "item");
  private final UUID session = UUID.randomUUID();
  private final OpenRegistrations one;
  private final OpenRegistrations other;
  private final Supplier<OpenRegistrations> opening;

  TwoServices(Supplier<OpenRegistrations> opening) {
    this.opening = opening;
    this.one = opening.get();
    this.other = opening.get();
  }

  private static Registrar registrar(OpenRegistrations store) {
    StandingCatalog catalog = new StandingCatalog(Entries.NONE, store, List.of());
    return new Registrar(Entries.NONE, catalog, store, Set.of("hadoop"));
  }

  /** Each adds applications to one session, by several clients: all that were taken are there. */
  void addToTheSameSession() throws Exception {
    Registrar first = registrar(one);
    assertThat(first.put(new Workspace(workspace, "w"))).isEqualTo(Outcome.CREATED);
    assertThat(first.put(item)).isEqualTo(Outcome.CREATED);
    assertThat(first.put(workspace, item.id(), session, "hadoop", List.of()))
        .isEqualTo(Outcome.CREATED);
    List<Registrar> registrars = List.of(first, registrar(other));
    List<String> added = new ArrayList<>();
    List<Callable<Outcome>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      Registrar registrar = registrars.get(client % registrars.size());
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < APPLICATIONS; i++) {
        ids.add("application_" + client + "_" + i);
      }
      added.addAll(ids);
      clients.add(() -> {
        Outcome last = Outcome.REPLACED;
        for (int i = 0; i < ids.size() && last == Outcome.REPLACED; i++) {
          last = registrar.addApplications(workspace, item.id(), session, ids.subList(i, i + 1));
        }
        return last;
      });
    }
    assertThat(together(clients)).containsOnly(Outcome.REPLACED);
    try (OpenRegistrations third = opening.get()) {
      assertThat(stored(third).orElseThrow().applicationIds())
          .containsExactlyInAnyOrderElementsOf(added);
    }
  }

  private Optional<Session> stored(OpenRegistrations store) throws IOException {
    return store.entries().sessions().stream().filter(is -> is.id().equals(session)).findFirst();
  }

  /** One deletes the workspace while the other puts a session into it: it is not left behind. */
  void deleteWhatIsAddedTo() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Registrar deleting = registrar(one);
      Registrar adding = registrar(other);
      assertThat(deleting.put(new Workspace(workspace, "w"))).isEqualTo(Outcome.CREATED);
      assertThat(deleting.put(item)).isEqualTo(Outcome.CREATED);
      List<Outcome> outcomes =
          together(
              List.of(
                  () -> deleting.deleteWorkspace(workspace),
                  () -> adding.put(workspace, item.id(), session, "hadoop", List.of("a"))));
      assertThat(outcomes.getFirst()).isEqualTo(Outcome.DELETED);
      try (OpenRegistrations third = opening.get()) {
        assertThat(stored(third)).as("round %d, %s", round, outcomes).isEmpty();
      }
    }
  }

  private static List<Outcome> together(List<Callable<Outcome>> clients) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      for (Future<Outcome> future : threads.invokeAll(clients)) {
        outcomes.add(future.get());
      }
    }
    return outcomes;
  }

  @Override
  public void close() {
    one.close();
    other.close();
  }
}
