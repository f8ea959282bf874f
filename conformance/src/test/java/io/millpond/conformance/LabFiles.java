package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/** The oracle of a standalone cluster's logs: the files as they lie on the disk. */
final class LabFiles {
  private LabFiles() {}

  /** The directory of a container of an application. */
  static Path directory(SparkLab lab, String application, String container) {
    if (container.equals("driver")) {
      return lab.consoles().resolve(application);
    }
    return container.startsWith(application + "_")
        ? lab.work().resolve(application).resolve(container.substring(application.length() + 1))
        : lab.work().resolve(container);
  }

  /** Segments that a worker has rolled, the oldest first. */
  static List<Path> segments(Path directory, String stream) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(stream + "--"))
          .sorted()
          .toList();
    }
  }

  /** What has to be served under a name. */
  static byte[] expected(Path directory, String name) throws IOException {
    if (name.endsWith("-active")) {
      return Files.readAllBytes(directory.resolve(name.substring(0, name.lastIndexOf('-'))));
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (Path segment : segments(directory, name)) {
      try (InputStream file = Files.newInputStream(segment);
          InputStream in = segment.toString().endsWith(".gz") ? new GZIPInputStream(file) : file) {
        in.transferTo(whole);
      }
    }
    whole.write(Files.readAllBytes(directory.resolve(name)));
    return whole.toByteArray();
  }

  /** Every file that is listed, of every container, has the bytes of the disk and their number. */
  static void assertServed(SparkLab lab, FabricSession session, String application)
      throws IOException {
    List<JsonNode> containers = session.containers();
    assertThat(containers).isNotEmpty();
    for (JsonNode container : containers) {
      String id = container.path("containerId").asString();
      Path directory = directory(lab, application, id);
      assertThat(container.path("containerLogMeta")).as(id).isNotEmpty();
      for (JsonNode file : container.path("containerLogMeta")) {
        String name = file.path("fileName").asString();
        byte[] expected = expected(directory, name);
        assertThat(session.file(id, name)).as("%s of %s", name, id).isEqualTo(expected);
        assertThat(file.path("fileSize").asString())
            .as("length of %s of %s", name, id)
            .isEqualTo(Integer.toString(expected.length));
      }
    }
  }
}
