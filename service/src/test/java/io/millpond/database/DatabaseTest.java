package io.millpond.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
  @TempDir private Path folder;

  /**
   * A full disk does the same to it: it takes nothing any longer, also when there is room again.
   */
  @Test
  @Timeout(180)
  void oneThatBrokeIsOpenedAnew() throws Exception {
    try (Database database = Database.embedded(folder)) {
      insert(database, 1);
      assertThatThrownBy(() ->
              database.durably(handle -> {
                handle.execute("delete from millpond_workspace");
                // An interrupt closes the file under the commit.
                Thread.currentThread().interrupt();
                return true;
              }))
          .isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> insert(database, 2) == 1);
      assertThat(
              database.<Long>read(handle ->
                  handle
                      .createQuery("select count(*) from millpond_workspace")
                      .mapTo(Long.class)
                      .one()))
          .isEqualTo(2);
    }
  }

  private static int insert(Database database, int id) throws IOException {
    return database.<Integer>durably(handle ->
        handle.execute(
            "insert into millpond_workspace (workspace_id, name) values (?, ?)",
            new UUID(0, id),
            "w"));
  }
}
