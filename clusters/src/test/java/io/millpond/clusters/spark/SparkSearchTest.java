package io.millpond.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.DirectorySearch;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications of a standalone cluster that nothing but directories tells of. */
class SparkSearchTest {
  private static final String ID = "app-20261120040251-0000";
  private static final String CLIENT = "app-20261120050000-0001";

  @TempDir Path temp;

  private void write(String path) throws IOException {
    Files.createDirectories(temp.resolve(path).getParent());
    Files.writeString(temp.resolve(path), "x");
  }

  @Test
  void directoriesOfWorkersAndDriversTellOfThem() throws IOException {
    write("work-1/" + ID + "/0/stderr");
    write("work-2/" + ID + "/1/stderr");
    // As spark.deploy.appIdPattern may have it.
    write("work-2/etl-7/0/stderr");
    write("work-2/driver-20261120040245-0000/0/stderr");
    write("work-2/application_1700000000000_0042/0/stderr");
    write("consoles/" + CLIENT + "/stderr");
    write("consoles/kept_driver.log");
    write("consoles/nginx/error.log");
    try (SharedFiles files = SharedFiles.start();
        SparkCluster cluster =
            SparkCluster.open(
                "spark",
                new KnownEvents(),
                List.of(temp.resolve("work-1"), temp.resolve("work-2")),
                List.of(temp.resolve("consoles")),
                files,
                InstantSource.system())) {
      DirectorySearch search = new DirectorySearch(_ -> true, Instant.EPOCH, () -> false);
      cluster.search(search);
      assertThat(search.ids()).containsExactly(CLIENT, ID, "etl-7", "kept");
      for (String id : search.ids()) {
        assertThat(cluster.application(id).orElseThrow().lastAttempt().containers())
            .as(id)
            .isNotEmpty();
      }
      assertThat(cluster.applications())
          .as("lists stay as they are")
          .extracting(Application::id)
          .containsExactly(CLIENT, ID);
    }
  }
}
