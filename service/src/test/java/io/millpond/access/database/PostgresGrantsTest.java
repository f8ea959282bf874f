package io.millpond.access.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millpond.access.Permission;
import io.millpond.database.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Grants in a PostgreSQL, which {@code -Dmillpond.postgresUrl=jdbc:postgresql://…} names. The test
 * leaves its tables there.
 */
@Tag("slow")
final class PostgresGrantsTest {
  private static final Permission READ = new Permission("cluster:a/b/Grüße☃:read");

  private final String principal = "local:" + UUID.randomUUID();

  private static GrantService open() {
    String url = System.getProperty("millpond.postgresUrl", "");
    assumeTrue(!url.isEmpty(), "skipped: no millpond.postgresUrl is given");
    return new GrantService(Database.at(url, Optional.empty(), Optional.empty())).started();
  }

  @Test
  void whatOneServiceGrantsHoldsForTheOtherAndForTheNext() throws IOException {
    try (GrantService one = open();
        GrantService other = open()) {
      one.put(principal, Set.of(Permission.ADMIN));
      one.put(principal, Set.of(Permission.ADMIN, READ));
      await().atMost(Duration.ofSeconds(60)).until(() -> other.allows(principal, READ));
    }
    try (GrantService next = open()) {
      assertThat(next.allows(principal, READ)).isTrue();
      next.put(principal, Set.of());
      assertThat(next.allows(principal, READ)).isFalse();
    }
  }
}
