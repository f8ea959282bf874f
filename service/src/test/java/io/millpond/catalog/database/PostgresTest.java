package io.millpond.catalog.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millpond.catalog.Change;
import io.millpond.catalog.Entries;
import io.millpond.catalog.Item;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.RegistrationStore.Decision;
import io.millpond.catalog.Session;
import io.millpond.catalog.Workspace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Registrations in a PostgreSQL, which {@code -Dmillpond.postgresUrl=jdbc:postgresql://…} names,
 * user and password among its parameters. The test leaves its tables there.
 */
@Tag("slow")
final class PostgresTest {
  private final UUID w = UUID.randomUUID();
  private final Workspace workspace = new Workspace(w, "Grüße ☃ '\"");
  private final Item item = new Item(UUID.randomUUID(), w, Item.Type.LAKEHOUSE, "item");
  private final Session session =
      new Session(UUID.randomUUID(), item, "hadoop", List.of("b", "a"), Optional.empty());

  private static OpenRegistrations open() {
    String url = System.getProperty("millpond.postgresUrl", "");
    assumeTrue(!url.isEmpty(), "skipped: no millpond.postgresUrl is given");
    return OpenRegistrations.at(url, Optional.empty(), Optional.empty());
  }

  private static void change(OpenRegistrations store, Change change) throws IOException {
    store.change(registered -> new Decision(Optional.of(change), Outcome.CREATED));
  }

  @Test
  void whatIsRegisteredIsThereForTheNext() throws IOException {
    try (OpenRegistrations store = open()) {
      change(store, new Change.PutWorkspace(new Workspace(w, "before")));
      change(store, new Change.PutWorkspace(workspace));
      change(store, new Change.PutItem(item));
      change(store, new Change.PutSession(session));
    }
    try (OpenRegistrations store = open()) {
      Entries entries = store.entries();
      assertThat(entries.workspaces()).contains(workspace);
      assertThat(entries.items()).contains(item);
      assertThat(entries.sessions()).contains(session);
      change(store, new Change.DeleteSession(w, item.id(), session.id()));
      change(store, new Change.DeleteWorkspace(w));
      assertThat(store.entries().items()).doesNotContain(item);
    }
  }

  @Test
  void whatTwoServicesRegisterAtTheSameTimeIsAllThere() throws Exception {
    try (TwoServices services = new TwoServices(PostgresTest::open)) {
      services.addToTheSameSession();
    }
  }

  @Test
  void whatOneServiceDeletesIsNotAddedToByAnother() throws Exception {
    try (TwoServices services = new TwoServices(PostgresTest::open)) {
      services.deleteWhatIsAddedTo();
    }
  }
}
