package io.millpond.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millpond.server.config.Configuration;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The node that the demo lays out. */
class DemoNodeTest {
  @Test
  void everyLinkLeadsSomewhereInside() throws Exception {
    try (DemoNode node = DemoNode.create();
        Stream<Path> files = Files.walk(node.directory())) {
      List<Path> links = files.filter(Files::isSymbolicLink).toList();

      assertThat(links).isNotEmpty();
      assertThat(links)
          .allMatch(Files::exists)
          .allMatch(link -> real(link).startsWith(real(node.directory())));
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void itsConfigurationIsValid() throws Exception {
    try (DemoNode node = DemoNode.create()) {
      Configuration configuration = Configuration.load(node.writeConfiguration(4711), Map.of());

      assertThat(configuration.http().port()).isEqualTo(4711);
      assertThat(configuration.node().orElseThrow().id()).isEqualTo(DemoNode.AGENT);
    }
  }

  @Test
  void itGrowsAndIsRemoved() throws Exception {
    Path directory;
    try (DemoNode node = DemoNode.create()) {
      directory = node.directory();
      Path stdout;
      try (Stream<Path> files = Files.walk(directory)) {
        stdout =
            files
                .filter(file -> file.endsWith("stdout") && file.toString().contains("web.c1f5"))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow();
      }
      long before = Files.size(stdout);
      node.startWriting(Duration.ofMillis(5));
      await().atMost(Duration.ofMinutes(1)).until(() -> Files.size(stdout) > before + 200);
      assertThat(Files.readString(stdout)).contains("request 2501 handled in ").endsWith("ms\n");
      Path work = directory.resolve("spark/work");
      try (Stream<Path> drivers = Files.list(work)) {
        assertThat(drivers.filter(driver -> driver.getFileName().toString().startsWith("driver-")))
            .anyMatch(driver -> text(driver.resolve("stderr")).contains("Finished task 1.0 in"))
            .anyMatch(driver -> text(driver.resolve("stderr")).contains("Submitted application"));
      }
    }
    assertThat(directory).doesNotExist();
  }
}
