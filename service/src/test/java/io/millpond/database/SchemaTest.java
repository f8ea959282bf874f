package io.millpond.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {
  @TempDir private Path folder;

  /** Databases that are there know each step by the sum of its text: it can never change. */
  @Test
  void stepsThatWereMadeStayAsTheyAre() throws Exception {
    try (Database database = Database.embedded(folder)) {
      List<String> steps =
          database.read(handle ->
              handle
                  .createQuery(
                      "select \"script\", \"checksum\" from \"millpond_schema_history\""
                          + " order by \"installed_rank\"")
                  .map((row, context) -> row.getString(1) + " " + row.getInt(2))
                  .list());
      assertThat(steps).contains("V1__registrations.sql 1346563979");
    }
  }
}
