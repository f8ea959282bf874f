package io.millpond.exports.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.database.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
  private static final Instant LATER = Instant.EPOCH.plusSeconds(60);

  @TempDir private Path folder;

  /** As after a commit whose answer was lost, though the database took it. */
  @Test
  void whatTheDatabaseTookWithoutSayingSoIsFoundAgain() throws Exception {
    try (Database database = Database.embedded(folder)) {
      Ledger here = ledger(database);
      ledger(database)
          .add(
              List.of(new Ledger.Addition(Entries.row("first", "alice"), "hash", token("first"))),
              Instant.EPOCH);
      assertThat(here.byKey("first")).isNull();
      assertThatThrownBy(() ->
              here.add(
                  List.of(
                      new Ledger.Addition(Entries.row("second", "alice"), "hash", token("second"))),
                  Instant.EPOCH))
          .isInstanceOf(IOException.class);
      assertThat(here.reconcile().stream().map(Entry::key)).containsExactly("first");
      assertThat(here.token("hash", Instant.EPOCH)).isEqualTo(token("first"));
      assertThat(here.token("hash", LATER)).isEmpty();
      assertThat(here.reconcile()).isEmpty();
      // The transaction of the second one is gone as a whole.
      assertThat(here.byKey("second")).isNull();
      here.add(
          List.of(new Ledger.Addition(Entries.row("second", "alice"), "hash", Optional.empty())),
          Instant.EPOCH);
    }
  }

  /** It may have been committed all the same. */
  @Test
  void whateverTheDatabaseFailsWithItIsAskedWhatItTook() throws Exception {
    try (Database database = Database.embedded(folder)) {
      Ledger here = ledger(database);
      Ledger.Addition addition =
          new Ledger.Addition(Entries.row("first", "alice"), "hash", token("first"));
      List<Ledger.Addition> failing =
          new AbstractList<>() {
            @Override
            public Ledger.Addition get(int index) {
              throw new StackOverflowError();
            }

            @Override
            public int size() {
              return 1;
            }
          };
      assertThatThrownBy(() -> here.add(failing, Instant.EPOCH))
          .isInstanceOf(StackOverflowError.class);
      ledger(database).add(List.of(addition), Instant.EPOCH);
      assertThat(here.reconcile().stream().map(Entry::key)).containsExactly("first");
    }
  }

  @Test
  void whatADirectoryLeftWhoseKeyIsGoneIsRemoved() throws Exception {
    try (Database database = Database.embedded(folder)) {
      ledger(database)
          .add(
              List.of(new Ledger.Addition(Entries.row("first", "alice"), "hash", token("first"))),
              Instant.EPOCH);
      Ledger other = new Ledger(database, "other", Entries::of);
      assertThat(other.reconcile()).isEmpty();
      assertThat(new Ledger(database, "instance", Entries::of).reconcile()).isEmpty();
    }
  }

  private static Ledger ledger(Database database) throws IOException {
    Ledger ledger = new Ledger(database, "instance", Entries::of);
    assertThat(ledger.reconcile()).isEqualTo(List.of());
    return ledger;
  }

  private static Optional<Token> token(String operationKey) {
    return Optional.of(new Token("hash", operationKey, "of request", LATER));
  }
}
