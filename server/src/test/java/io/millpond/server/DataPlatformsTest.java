package io.millpond.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.IdPattern;
import io.millpond.exports.Platforms;
import io.millpond.logs.records.Formats;
import io.millpond.server.config.Configuration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPlatformsTest {
  private static final String FILE =
      """
      auth: {required: false}
      clusters: [{name: spark, type: spark}]
      dataPlatforms:
        - id: ocid1.p
          workspaces:
            - key: ws1
              clusters:
                - key: etl
                  name: ETL
                  state: STOPPED
                  logs: [{cluster: spark, applications: ["app-*", "app-1"]}]
                  events: etl.events.jsonl
                - key: plain
      records:
        - pattern: "@%d{dd.MM.yyyy HH:mm:ss} %p %m%n"
          timeZone: Europe/Berlin
      """;

  @TempDir Path directory;

  private Configuration load() throws Exception {
    Path file = Files.writeString(directory.resolve("millpond.yaml"), FILE);
    return Configuration.load(file, Map.of());
  }

  @Test
  void whatIsConfiguredIsWhatIsAddressed() throws Exception {
    Platforms platforms = DataPlatforms.of(load().dataPlatforms());
    assertThat(platforms.cluster(new ClusterRef("ocid1.p", "ws1", "etl")))
        .contains(
            new Platforms.Cluster(
                "etl",
                "ETL",
                "STOPPED",
                List.of(
                    new Platforms.Logs(
                        "spark", List.of(new IdPattern("app-*"), new IdPattern("app-1")))),
                Optional.of(directory.resolve("etl.events.jsonl"))));
    assertThat(platforms.cluster(new ClusterRef("ocid1.p", "ws1", "plain")))
        .contains(new Platforms.Cluster("plain", "plain", "ACTIVE", List.of(), Optional.empty()));
    assertThat(platforms.cluster(new ClusterRef("ocid1.p", "plain", "ws1"))).isEmpty();
  }

  @Test
  void configuredPatternsGoBeforeTheUsualOnes() throws Exception {
    Formats formats = DataPlatforms.formats(load().records());
    byte[] line = "@20.11.2026 05:00:00 INFO x\n".getBytes(StandardCharsets.UTF_8);
    assertThat(formats.detect(line, line.length).primary().name()).startsWith("@%d{dd.MM");
  }
}
