package io.millpond.exports.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.Creator;
import io.millpond.exports.Link;
import io.millpond.exports.LinkOwner;
import io.millpond.exports.search.TestingLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On whose behalf a link is read is on record with the export. */
@Timeout(240)
final class LinkOwnerTest {
  /** A group's name is whatever a token says: none may become two, or another one. */
  private static final Set<String> GROUPS =
      Set.of("group:ops", "group:a\",\"group:admins", "group:b\ngroup:admins", "group:Grüße☃");

  @TempDir private Path folder;
  @TempDir private Path logFolder;
  private final TestingClock clock = new TestingClock();
  private TestingLogs logs;
  private TestingSources sources;
  private Service service;

  @BeforeEach
  void start() throws IOException {
    logs = new TestingLogs(logFolder);
    logs.add("spark-driver", "stderr", "a", "26/11/20 04:00:01 INFO A: one\n");
    sources = new TestingSources(logs.files());
    service = new Service(folder, sources, clock);
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
    logs.close();
  }

  private void restart() {
    service.close();
    service = new Service(folder, sources, clock);
  }

  private Accepted accept() throws Exception {
    return service.exports.accept(
        new Creator("oci:alice", GROUPS),
        TestingSources.ETL,
        "ETL",
        Requests.ALL,
        Optional.empty());
  }

  private Optional<LinkOwner> owner(Accepted accepted) throws IOException {
    return service.exports.owner(accepted.link());
  }

  @Test
  void itIsTheSameFromTheBeginningToTheEndAndAfterARestart() throws Exception {
    Accepted accepted = accept();
    LinkOwner first = owner(accepted).orElseThrow();
    assertThat(first.cluster()).isEqualTo(TestingSources.ETL);
    assertThat(first.principals()).startsWith("oci:alice").hasSize(5).containsAll(GROUPS);
    service.file(accepted);
    assertThat(owner(accepted)).contains(first);
    restart();
    assertThat(owner(accepted)).contains(first);
    assertThat(service.operation(accepted).createdBy()).isEqualTo("oci:alice");
  }

  @Test
  void ofAnExportOfBeforeItIsTheCreatorAlone() throws Exception {
    Accepted accepted = accept();
    service.file(accepted);
    service.close();
    try (Database database = Database.embedded(folder)) {
      database.durably(
          handle -> handle.execute("update millpond_operation set caller_groups = null"));
    }
    restart();
    assertThat(owner(accepted).orElseThrow().principals()).isEqualTo(List.of("oci:alice"));
  }

  @Test
  void whatIsUnknownOrHasExpiredIsNobodys() throws Exception {
    Accepted accepted = accept();
    service.file(accepted);
    Link link = accepted.link();
    assertThat(
            service.exports.owner(
                new Link("x" + link.secret(), link.namespace(), link.bucket(), link.object())))
        .isEmpty();
    clock.move(Service.LINK_LIFETIME);
    assertThat(owner(accepted)).isEmpty();
  }
}
