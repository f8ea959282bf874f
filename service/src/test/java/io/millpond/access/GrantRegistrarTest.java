package io.millpond.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class GrantRegistrarTest {
  private static final Set<Permission> READS = Set.of(Permission.SUPERUSER);
  private static final Set<Permission> ADMINISTERS = Set.of(Permission.ADMIN);
  private static final Set<Permission> BOTH = Set.of(Permission.SUPERUSER, Permission.ADMIN);

  /** Keeps them in memory. */
  private static final class Memory implements GrantStore {
    private Grants made = Grants.NONE;

    @Override
    public Grants made() {
      return made;
    }

    @Override
    public GrantOutcome change(Function<Grants, Decision> rule) {
      Decision decision = rule.apply(made);
      decision.change().ifPresent(change -> made = made.with(change));
      return decision.outcome();
    }
  }

  private final Memory store = new Memory();

  private GrantRegistrar registrar(Grants configured) {
    return new GrantRegistrar(true, configured, store, 3);
  }

  @Test
  void whatIsGrantedIsShownAndTakenBack() throws IOException {
    GrantRegistrar grants = registrar(Grants.NONE);
    assertThat(grants.put("local:b", READS)).isEqualTo(GrantOutcome.CREATED);
    assertThat(grants.put("local:b", BOTH)).isEqualTo(GrantOutcome.REPLACED);
    assertThat(grants.put("local:a", BOTH)).isEqualTo(GrantOutcome.CREATED);
    assertThat(grants.all())
        .containsExactly(
            new GrantRegistrar.Held("local:a", BOTH, Set.of()),
            new GrantRegistrar.Held("local:b", BOTH, Set.of()));
    assertThat(grants.delete("local:b")).isEqualTo(GrantOutcome.DELETED);
    assertThat(grants.delete("local:b")).isEqualTo(GrantOutcome.NOT_FOUND);
    assertThat(grants.one("local:b")).isEmpty();
  }

  @Test
  void whatIsConfiguredStays() throws IOException {
    GrantRegistrar grants = registrar(new Grants(Map.of("local:a", ADMINISTERS)));
    assertThat(grants.one("local:a"))
        .contains(new GrantRegistrar.Held("local:a", Set.of(), ADMINISTERS));
    assertThat(grants.delete("local:a")).isEqualTo(GrantOutcome.CONFIGURED);
    assertThat(grants.put("local:a", READS)).isEqualTo(GrantOutcome.CREATED);
    assertThat(grants.all())
        .containsExactly(new GrantRegistrar.Held("local:a", READS, ADMINISTERS));
    assertThat(grants.delete("local:a")).isEqualTo(GrantOutcome.DELETED);
    assertThat(grants.delete("local:a")).isEqualTo(GrantOutcome.CONFIGURED);
  }

  @Test
  void theLastWhoMayAdministerIsKept() throws IOException {
    GrantRegistrar grants = registrar(Grants.NONE);
    assertThat(grants.put("local:reader", READS)).isEqualTo(GrantOutcome.CREATED);
    assertThat(grants.put("local:a", BOTH)).isEqualTo(GrantOutcome.CREATED);
    assertThat(grants.delete("local:a")).isEqualTo(GrantOutcome.LAST_ADMINISTRATOR);
    assertThat(grants.put("local:a", READS)).isEqualTo(GrantOutcome.LAST_ADMINISTRATOR);
    assertThat(grants.put("local:a", ADMINISTERS)).isEqualTo(GrantOutcome.REPLACED);
    assertThat(grants.delete("local:reader")).isEqualTo(GrantOutcome.DELETED);
    assertThat(grants.put("local:b", ADMINISTERS)).isEqualTo(GrantOutcome.CREATED);
    assertThat(grants.delete("local:a")).isEqualTo(GrantOutcome.DELETED);
    assertThat(grants.delete("local:b")).isEqualTo(GrantOutcome.LAST_ADMINISTRATOR);
  }

  @Test
  void itIsNotNeededWhereTheConfigurationHasOneOrNobodyIsAsked() throws IOException {
    store.change(made -> change("local:a", ADMINISTERS));
    Grants configured = new Grants(Map.of("dcos:root", ADMINISTERS));
    assertThat(registrar(configured).delete("local:a")).isEqualTo(GrantOutcome.DELETED);
    store.change(made -> change("local:a", ADMINISTERS));
    assertThat(new GrantRegistrar(false, Grants.NONE, store, 3).delete("local:a"))
        .isEqualTo(GrantOutcome.DELETED);
  }

  private static GrantStore.Decision change(String principal, Set<Permission> permissions) {
    return new GrantStore.Decision(
        Optional.of(new GrantStore.Change(principal, permissions)), GrantOutcome.CREATED);
  }

  @Test
  void thereIsABoundToHowManyAreGrantedSomething() throws IOException {
    GrantRegistrar grants = registrar(Grants.NONE);
    for (String name : new String[] {"local:a", "local:b", "local:c"}) {
      assertThat(grants.put(name, READS)).isEqualTo(GrantOutcome.CREATED);
    }
    assertThat(grants.put("local:d", READS)).isEqualTo(GrantOutcome.FULL);
    assertThat(grants.put("local:a", BOTH)).isEqualTo(GrantOutcome.REPLACED);
  }
}
