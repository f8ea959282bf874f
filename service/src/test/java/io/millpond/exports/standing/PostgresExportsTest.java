package io.millpond.exports.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports on record in a PostgreSQL, which {@code -Dmillpond.postgresUrl=jdbc:postgresql://…}
 * names, user and password among its parameters. The test leaves its tables there.
 */
@Tag("slow")
final class PostgresExportsTest {
  @TempDir private Path folder;
  private final TestingSources sources = new TestingSources(List.of());
  private final TestingClock clock = new TestingClock();

  private Service open(String name) {
    String url = System.getProperty("millpond.postgresUrl", "");
    assumeTrue(!url.isEmpty(), "skipped: no millpond.postgresUrl is given");
    return new Service(
        Database.at(url, Optional.empty(), Optional.empty()), folder.resolve(name), sources, clock);
  }

  @Test
  void whatIsAcceptedIsMadeByTheNextAndForgottenInTheEnd() throws Exception {
    Accepted first;
    Accepted hostile;
    try (Service service = open("a")) {
      sources.holdAll();
      first = service.accept("oci:alice", Requests.ALL, Optional.of("t"));
      hostile = service.accept(Requests.all("\uD800 \u0000 ☃ '\""));
      service.kill();
      sources.gate.release(100);
    }
    List<Operation> before;
    try (Service service = open("a")) {
      assertThat(service.accept("oci:alice", Requests.ALL, Optional.of("t"))).isEqualTo(first);
      assertThatThrownBy(() -> service.accept("oci:alice", Requests.all("x"), Optional.of("t")))
          .hasMessage("RETRY_TOKEN_OF_ANOTHER");
      assertThat(service.file(first).length()).isPositive();
      assertThat(service.file(hostile).length()).isPositive();
      before = service.operations();
      assertThat(before).hasSize(2);
    }
    try (Service service = open("a")) {
      assertThat(service.operations()).containsExactlyInAnyOrderElementsOf(before);
      clock.move(Duration.ofHours(24));
      service.exports.sweep();
      assertThat(service.operations()).isEmpty();
      assertThat(service.files()).isEmpty();
      assertThat(service.accept("oci:alice", Requests.all("x"), Optional.of("t")))
          .isNotEqualTo(first);
    }
  }

  @Test
  void othersHaveTheirOwn() throws Exception {
    try (Service one = open("a");
        Service other = open("b")) {
      one.file(one.accept("oci:alice", Requests.ALL, Optional.of("t")));
      assertThat(other.operations()).isEmpty();
      other.file(other.accept("oci:alice", Requests.all("x"), Optional.of("t")));
      assertThat(one.operations()).hasSize(1);
    }
  }
}
