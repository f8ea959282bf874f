package io.millpond.access.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millpond.access.GrantOutcome;
import io.millpond.access.GrantStore.Decision;
import io.millpond.access.Grants;
import io.millpond.access.Permission;
import io.millpond.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grants outlive the process, and hold for whoever shares the database. */
final class DatabaseGrantsTest {
  private static final Permission READ = new Permission("cluster:a/b/Grüße☃:read");
  private static final Set<Permission> SOME = Set.of(Permission.ADMIN, READ);

  @TempDir private Path folder;

  private GrantService service() {
    return known(new GrantService(Database.embedded(folder.resolve("data"))));
  }

  /** However long it takes to open the database. */
  private static GrantService known(GrantService service) {
    service.started();
    awaitThat(service.book::isComplete);
    return service;
  }

  @Test
  void nothingIsMadeWhereNothingIsGranted() throws IOException {
    try (GrantService service = service()) {
      assertThat(service.grants.made()).isEqualTo(Grants.NONE);
      assertThat(service.book.isComplete()).isTrue();
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void whatIsGrantedHoldsAtOnceAndAfterARestart() throws IOException {
    try (GrantService service = service()) {
      service.put("local:ci", Set.of(Permission.SUPERUSER));
      service.put("local:ci", SOME);
      service.put("jwt:t/ö '\"", SOME);
      assertThat(service.allows("local:ci", READ)).isTrue();
      assertThat(service.allows("local:ci", Permission.DCOS_SYSTEM_LOGS)).isFalse();
      assertThat(service.allows("dcos:root", Permission.ADMIN)).isTrue();
    }
    try (GrantService service = service()) {
      assertThat(service.book.isComplete()).isTrue();
      assertThat(service.allows("local:ci", Permission.ADMIN)).isTrue();
      assertThat(service.grants.made().byPrincipal())
          .isEqualTo(Map.of("local:ci", SOME, "jwt:t/ö '\"", SOME));
      service.put("local:ci", Set.of());
      assertThat(service.allows("local:ci", READ)).isFalse();
    }
    try (GrantService service = service()) {
      assertThat(service.grants.made().byPrincipal()).containsOnlyKeys("jwt:t/ö '\"");
    }
  }

  @Test
  void aRuleThatRefusesChangesNothing() throws IOException {
    try (GrantService service = service()) {
      service.put("local:ci", SOME);
      Grants before = service.grants.made();
      assertThat(service.grants.change(made -> new Decision(Optional.empty(), GrantOutcome.FULL)))
          .isEqualTo(GrantOutcome.FULL);
      assertThat(service.grants.made()).isSameAs(before);
    }
  }

  @Test
  void whatAnotherChangesInASharedDatabaseHoldsSoonAfter() throws IOException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    try (GrantService one = shared(url);
        GrantService other = shared(url)) {
      one.put("local:ci", SOME);
      awaitThat(() -> other.allows("local:ci", READ));
      other.put("local:ci", Set.of());
      awaitThat(() -> !one.allows("local:ci", READ));
    }
  }

  /** Else what others change would not hold here until a restart. */
  @Test
  void whateverFailsOnceTheGrantsAreLookedAtAgain() throws IOException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    AtomicBoolean failed = new AtomicBoolean();
    Consumer<Grants> fault =
        grants -> {
          if (!grants.byPrincipal().isEmpty() && failed.compareAndSet(false, true)) {
            throw new StackOverflowError();
          }
        };
    try (GrantService one = shared(url);
        GrantService other = known(new GrantService(database(url), fault))) {
      one.put("local:ci", SOME);
      awaitThat(() -> other.allows("local:ci", READ));
      assertThat(failed).isTrue();
    }
  }

  private static GrantService shared(String url) {
    return known(new GrantService(database(url)));
  }

  private static Database database(String url) {
    return Database.at(url, Optional.empty(), Optional.empty());
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Test
  void whileTheDatabaseCannotBeReadTheConfigurationHoldsAndItIsKnownThatThatIsNotAll()
      throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.write(data.resolve("millpond.mv.db"), new byte[40_000]);
    try (GrantService service = new GrantService(Database.embedded(data)).started()) {
      assertThat(service.book.isComplete()).isFalse();
      assertThat(service.allows("dcos:root", Permission.ADMIN)).isTrue();
      assertThatThrownBy(() -> service.put("local:ci", SOME)).isInstanceOf(IOException.class);
      assertThatThrownBy(service.grants::made).isInstanceOf(IOException.class);
      assertThat(service.allows("local:ci", READ)).isFalse();
    }
  }
}
